package org.snorky.server.datasync.routing;

import org.snorky.server.datasync.index.FilterIndex;

/** One attachment's hold on one item, and its place in the index. */
final class Holding extends Linked<Holding> {

    private final Attachment holder;
    private final Held held;
    private final FilterIndex.Entry<Attachment> entry;

    Holding(Attachment holder, Held held, FilterIndex.Entry<Attachment> entry) {
        this.holder = holder;
        this.held = held;
        this.entry = entry;
    }

    Attachment holder() {
        return holder;
    }

    Held held() {
        return held;
    }

    FilterIndex.Entry<Attachment> entry() {
        return entry;
    }
}
