package org.snorky.spring.entity;

import java.util.Set;

/** The properties of a rebuilt entity that were never loaded, and so must not be told as if they were null. */
record UnknownProperties(Object entity, Set<String> names) {

    boolean contains(Object bean, String name) {
        return bean == entity && names.contains(name);
    }
}
