/** What is said in channels: its order, and what is kept of it for those who come later or come back. */
@NullMarked
package org.snorky.server.history;

import org.jspecify.annotations.NullMarked;
