package org.snorky.oracle.application;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.filter.Values;

/** What the rows of both models have. */
@MappedSuperclass
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
abstract class Row {

    @Id
    private long id;

    private int list;

    private @Nullable String title;

    private @Nullable String state;

    @Column(precision = 10, scale = 2)
    private @Nullable BigDecimal price;

    private boolean done;

    @Embedded
    private @Nullable Owner owner;

    protected Row() {}

    Row(long id, int list) {
        this.id = id;
        this.list = list;
    }

    void fill(RandomGenerator random) {
        for (int field = 0; field < 6; field++) {
            change(field, random);
        }
    }

    /** Changes one to three fields, now and then to what they were. */
    void change(RandomGenerator random) {
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            change(random.nextInt(6), random);
        }
    }

    void rename(String newTitle) {
        title = newTitle;
    }

    private void change(int field, RandomGenerator random) {
        switch (field) {
            case 0 -> list = list < Values.LISTS ? Values.list(random) : list;
            case 1 -> title = Values.title(random);
            case 2 -> state = Values.state(random);
            case 3 -> price = Values.price(random);
            case 4 -> done = random.nextBoolean();
            default -> owner = Owner.random(random);
        }
    }
}
