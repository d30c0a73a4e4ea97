/** Tests of the chat, in a browser. */
@NullMarked
package org.snorky.demos.chat;

import org.jspecify.annotations.NullMarked;
