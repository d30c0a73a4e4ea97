/** Auto-configuration of an application that uses a Snorky server. */
@NullMarked
package org.snorky.spring.config;

import org.jspecify.annotations.NullMarked;
