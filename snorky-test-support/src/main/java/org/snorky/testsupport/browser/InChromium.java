package org.snorky.testsupport.browser;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests that open pages in a real Chromium: they take a {@link Windows} as parameter.
 *
 * <p>The executable is the one that the environment variable {@code SNORKY_CHROMIUM} names, or else the first of
 * {@code chromium}, {@code chromium-browser} and {@code google-chrome} on the PATH. Without one the tests are skipped and
 * say so; with the environment variable {@code CI=true} they fail instead.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ChromiumExtension.class)
public @interface InChromium {}
