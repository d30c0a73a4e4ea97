/** What any Spring Boot web application costs. */
@NullMarked
package org.snorky.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
