/** The services that authorise, acquire and feed subscriptions to the rows of a database. */
@NullMarked
package org.snorky.server.datasync;

import org.jspecify.annotations.NullMarked;
