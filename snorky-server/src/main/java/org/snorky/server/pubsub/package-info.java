/** Channels: who subscribed gets what is published. */
@NullMarked
package org.snorky.server.pubsub;

import org.jspecify.annotations.NullMarked;
