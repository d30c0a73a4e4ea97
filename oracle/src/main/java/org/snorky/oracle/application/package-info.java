/** The application under test: entities, live endpoints, and random transactions by its own hand. */
@NullMarked
package org.snorky.oracle.application;

import org.jspecify.annotations.NullMarked;
