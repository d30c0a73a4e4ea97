/** Entities of the tests, each with a trap of Hibernate's. */
@NullMarked
package org.snorky.spring.entity.model;

import org.jspecify.annotations.NullMarked;
