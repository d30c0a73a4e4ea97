package org.snorky.oracle.application;

/** Counts one transaction's work while it happens. */
final class WorkCount {

    int inserts;
    int updates;
    int deletes;
    int flushes;
    int savepoints;
    int savepointsRolledBack;
    boolean rollsBack;

    Work ended(boolean conflict) {
        return new Work(
                1,
                conflict || rollsBack ? 0 : 1,
                rollsBack && !conflict ? 1 : 0,
                conflict ? 1 : 0,
                inserts,
                updates,
                deletes,
                flushes,
                savepoints,
                savepointsRolledBack);
    }
}
