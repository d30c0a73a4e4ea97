package org.snorky.server.datasync.log;

/** How full a log is; for those logs that can tell. */
public interface LogGauge {

    int entryCount();

    /** Estimated size of the rows in memory. */
    long byteCount();

    LogBounds bounds();
}
