/** Collections of which there is one for each connection or subscription, and which hold one or two things nearly always. */
@NullMarked
package org.snorky.server.compact;

import org.jspecify.annotations.NullMarked;
