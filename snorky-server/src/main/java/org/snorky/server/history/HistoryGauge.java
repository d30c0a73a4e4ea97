package org.snorky.server.history;

/** How full a history is; for those that can tell. */
public interface HistoryGauge {

    /** How many messages it keeps. */
    int messageCount();

    /** Memory that the messages take, estimated. */
    long byteCount();
}
