/** Whether every list ends up equal to its query: real processes, random work, random faults, and the comparison. */
@NullMarked
package org.snorky.oracle;

import org.jspecify.annotations.NullMarked;
