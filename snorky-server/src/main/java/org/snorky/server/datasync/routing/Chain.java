package org.snorky.server.datasync.routing;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order in which they were added, each in one chain at most. Adding and removing take constant time, whichever
 * element it is, and an element takes no memory here beyond its two references. Not safe for threads by itself.
 */
final class Chain<E extends Linked<E>> {

    private @Nullable E first;
    private @Nullable E last;
    private int size;

    /** @param element one that stands in no chain */
    void add(E element) {
        element.previous = last;
        if (last == null) {
            first = element;
        } else {
            last.next = element;
        }
        last = element;
        size++;
    }

    /** @param element one that stands in this chain or in none; tells whether it stood in this */
    boolean remove(E element) {
        E before = element.previous;
        E after = element.next;
        if (before == null && element != first) {
            return false;
        }
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        element.previous = null;
        element.next = null;
        size--;
        return true;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** @param action must not change the chain */
    void forEach(Consumer<? super E> action) {
        for (E element = first; element != null; element = element.next) {
            action.accept(element);
        }
    }
}
