package org.snorky.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/**
 * Puts a {@link SnorkyRecorder} in the place of the server in a test's application: on a {@code @SpringBootTest} class,
 * whose tests then have it injected.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Import(SnorkyRecorderConfiguration.class)
public @interface AutoConfigureSnorkyRecorder {}
