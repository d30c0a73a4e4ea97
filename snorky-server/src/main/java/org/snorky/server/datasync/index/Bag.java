package org.snorky.server.datasync.index;

import java.util.ArrayList;

/** Elements in no order; each is in one bag at most. Adding and removing take constant time, whichever element it is. */
final class Bag<E extends Slotted> {

    private static final int SMALL = 16;

    private final ArrayList<E> elements = new ArrayList<>(2);
    private int room = SMALL;

    void add(E element) {
        element.slot = elements.size();
        elements.add(element);
        room = Math.max(room, elements.size());
    }

    void remove(E element) {
        if (element.slot >= elements.size() || elements.get(element.slot) != element) {
            throw new IllegalStateException("Not in the index");
        }
        E last = elements.remove(elements.size() - 1);
        if (last != element) {
            elements.set(element.slot, last);
            last.slot = element.slot;
        }
        if (elements.size() < room / 2) {
            elements.trimToSize();
            room = Math.max(SMALL, elements.size());
        }
    }

    E get(int index) {
        return elements.get(index);
    }

    int size() {
        return elements.size();
    }

    boolean isEmpty() {
        return elements.isEmpty();
    }
}
