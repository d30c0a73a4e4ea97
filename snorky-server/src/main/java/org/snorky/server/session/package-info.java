/** Connected clients, as services see them: an identity, and a queue that takes messages. */
@NullMarked
package org.snorky.server.session;

import org.jspecify.annotations.NullMarked;
