/** Entities whose committed changes are told to the server: Hibernate listeners, true old states, their JSON. */
@NullMarked
package org.snorky.spring.entity;

import org.jspecify.annotations.NullMarked;
