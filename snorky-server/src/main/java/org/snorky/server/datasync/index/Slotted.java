package org.snorky.server.datasync.index;

/** Something that knows its place in a {@link Bag}, so that it is taken out without a search. */
abstract class Slotted {

    int slot;
}
