/** A chat of rooms and private conversations, for people who choose a name. */
@NullMarked
package org.snorky.demos.chat;

import org.jspecify.annotations.NullMarked;
