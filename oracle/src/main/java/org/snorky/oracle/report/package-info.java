/** What came of many runs, for people and for programs. */
@NullMarked
package org.snorky.oracle.report;

import org.jspecify.annotations.NullMarked;
