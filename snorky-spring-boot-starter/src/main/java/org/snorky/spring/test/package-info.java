/** What an application needs to test what it tells a Snorky server. */
@NullMarked
package org.snorky.spring.test;

import org.jspecify.annotations.NullMarked;
