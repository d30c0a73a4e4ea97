/** Processes of their own, which end with the one that started them. */
@NullMarked
package org.snorky.oracle.process;

import org.jspecify.annotations.NullMarked;
