package org.snorky.oracle.application;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.filter.Values;

/** Whose a row is: an object within its JSON. */
@Embeddable
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class Owner {

    /** Never null, so that a row without owner and one with an empty owner are not the same to Hibernate. */
    @Column(name = "owner_name")
    private String name = "";

    @Column(name = "owner_level")
    private @Nullable Integer level;

    protected Owner() {}

    static @Nullable Owner random(RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        Owner owner = new Owner();
        owner.name = Values.name(random);
        owner.level = Values.level(random);
        return owner;
    }
}
