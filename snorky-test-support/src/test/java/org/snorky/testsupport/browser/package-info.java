/** Tests of finding and driving Chromium. */
@NullMarked
package org.snorky.testsupport.browser;

import org.jspecify.annotations.NullMarked;
