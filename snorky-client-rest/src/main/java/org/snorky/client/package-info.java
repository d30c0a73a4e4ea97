/** The Java client of a Snorky server's backend: publishes deltas, authorises subscriptions, calls any command. */
@NullMarked
package org.snorky.client;

import org.jspecify.annotations.NullMarked;
