/** Keys and certificates that last as long as a test. */
@NullMarked
package org.snorky.testsupport.tls;

import org.jspecify.annotations.NullMarked;
