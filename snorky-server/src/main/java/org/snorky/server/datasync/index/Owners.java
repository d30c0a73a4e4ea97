package org.snorky.server.datasync.index;

/** Who has a filter: a single owner's entry stands for itself, those of several share a bag. */
sealed interface Owners<T> permits FilterIndex.Entry, Owners.Several {

    void tell(Matched<? super T> matched, boolean before, boolean after);

    /** The entries of several owners. */
    record Several<T>(Bag<FilterIndex.Entry<T>> entries) implements Owners<T> {

        @Override
        public void tell(Matched<? super T> matched, boolean before, boolean after) {
            for (int i = 0; i < entries.size(); i++) {
                entries.get(i).tell(matched, before, after);
            }
        }
    }
}
