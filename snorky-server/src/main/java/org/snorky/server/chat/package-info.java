/** Rooms with presence: who is in a channel, and what is said there. */
@NullMarked
package org.snorky.server.chat;

import org.jspecify.annotations.NullMarked;
