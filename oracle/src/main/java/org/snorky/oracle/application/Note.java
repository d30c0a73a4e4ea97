package org.snorky.oracle.application;

import jakarta.persistence.Entity;
import org.snorky.spring.entity.Subscribable;

/** A row without version, whose id comes again after its deletion: nothing but the order of its deltas protects it. */
@Entity
@Subscribable
class Note extends Row {

    protected Note() {}

    Note(long id, int list) {
        super(id, list);
    }
}
