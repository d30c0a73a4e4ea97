package org.snorky.oracle.application;

import jakarta.persistence.Entity;
import jakarta.persistence.Version;
import org.snorky.spring.entity.Subscribable;

/** A versioned row; its id is never used again, or a new row would pass for an old state of another. */
@Entity
@Subscribable
class Item extends Row {

    @Version
    private long version;

    protected Item() {}

    Item(long id, int list) {
        super(id, list);
    }

    long version() {
        return version;
    }
}
