/** The code that the guide shows, compiled and run. */
@NullMarked
package org.snorky.spring.docs;

import org.jspecify.annotations.NullMarked;
