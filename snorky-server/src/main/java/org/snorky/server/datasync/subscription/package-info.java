/** Authorised subscriptions: small records, found by their token until they expire. */
@NullMarked
package org.snorky.server.datasync.subscription;

import org.jspecify.annotations.NullMarked;
