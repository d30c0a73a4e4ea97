package org.snorky.server.datasync.routing;

import org.snorky.server.datasync.subscription.ItemKey;

/** An item that attachments hold: there is one of each, however many hold it. */
final class Held extends Linked<Held> {

    private final ItemKey key;
    private final String model;
    private final Chain<Holding> holdings = new Chain<>();

    Held(ItemKey key, String model) {
        this.key = key;
        this.model = model;
    }

    ItemKey key() {
        return key;
    }

    String model() {
        return model;
    }

    Chain<Holding> holdings() {
        return holdings;
    }
}
