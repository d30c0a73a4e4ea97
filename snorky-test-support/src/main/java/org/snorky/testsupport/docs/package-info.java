/** What holds the documentation to the code. */
@NullMarked
package org.snorky.testsupport.docs;

import org.jspecify.annotations.NullMarked;
