package org.snorky.oracle.server;

/** A fault planted into the server's log, which the oracle must find. */
public enum Sabotage {
    /** None. */
    NONE,
    /** Two batches that follow each other are appended the other way round. */
    ORDER_INVERTED,
    /** An update is told by its new row alone, so that whoever held the old one does not hear that it left. */
    NEW_ROW_ONLY,
    /** What a replay reads from the log lacks its first delta. */
    GAP_ON_ACQUIRE,
    /** Of a log that nodes share: nobody hears that something of it was lost to this node. */
    BREAKS_UNTOLD
}
