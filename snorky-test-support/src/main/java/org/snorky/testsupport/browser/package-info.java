/** A real Chromium for tests, found on the machine and driven by Playwright. */
@NullMarked
package org.snorky.testsupport.browser;

import org.jspecify.annotations.NullMarked;
