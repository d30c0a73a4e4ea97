package org.snorky.server.datasync.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Elements in no order; each is in one bag at most. Adding and removing take constant time, whichever element it is. */
final class Bag<E extends Slotted> {

    private static final int LEAST = 2;

    /** An array of its own, since a list would be one more object for each of many bags. */
    private @Nullable Slotted[] elements = new Slotted[LEAST];

    private int size;

    void add(E element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, size + (size >> 1) + 1);
        }
        element.slot = size;
        elements[size++] = element;
    }

    void remove(E element) {
        if (element.slot >= size || elements[element.slot] != element) {
            throw new IllegalStateException("Not in the index");
        }
        E last = get(--size);
        elements[element.slot] = last;
        last.slot = element.slot;
        elements[size] = null;
        if (size < elements.length / 4) {
            elements = Arrays.copyOf(elements, Math.max(LEAST, elements.length / 2));
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what is below the size is an element
    E get(int index) {
        return (E) elements[index];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }
}
