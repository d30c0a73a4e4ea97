package org.snorky.oracle.application;

/** How much of what an application has done. */
public record Work(
        long transactions,
        long committed,
        long rolledBack,
        long conflicts,
        long inserts,
        long updates,
        long deletes,
        long flushes,
        long savepoints,
        long savepointsRolledBack) {

    public static final Work NONE = new Work(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public Work plus(Work other) {
        return new Work(
                transactions + other.transactions,
                committed + other.committed,
                rolledBack + other.rolledBack,
                conflicts + other.conflicts,
                inserts + other.inserts,
                updates + other.updates,
                deletes + other.deletes,
                flushes + other.flushes,
                savepoints + other.savepoints,
                savepointsRolledBack + other.savepointsRolledBack);
    }

    public long operations() {
        return inserts + updates + deletes;
    }
}
