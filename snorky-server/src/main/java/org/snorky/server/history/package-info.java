/** What was said in channels, kept for those who come later or come back. */
@NullMarked
package org.snorky.server.history;

import org.jspecify.annotations.NullMarked;
