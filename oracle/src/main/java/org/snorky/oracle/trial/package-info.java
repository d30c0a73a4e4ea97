/** One run: rounds of random work with faults, each of which must end with every list equal to its SELECT. */
@NullMarked
package org.snorky.oracle.trial;

import org.jspecify.annotations.NullMarked;
