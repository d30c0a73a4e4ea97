package org.snorky.server.datasync.index;

/**
 * Hears which filters a change of a row concerns.
 *
 * @param <T> whose filters they are
 */
@FunctionalInterface
public interface Matched<T> {

    /**
     * A filter matches the row before or after the change, or both. The index may not be changed meanwhile.
     *
     * @param owner whose filter it is
     * @param before whether it matches the row as it was
     * @param after whether it matches the row as it is
     */
    void matched(T owner, boolean before, boolean after);
}
