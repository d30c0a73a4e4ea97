package org.snorky.server.architecture.planted.datasync;

import org.snorky.server.architecture.planted.transport.http.TransportThatKnowsDataSync;

/** Breaks a rule on purpose. */
public class DataSyncThatKnowsTheWeb {
    public TransportThatKnowsDataSync transport = new TransportThatKnowsDataSync();

    public jakarta.servlet.http.HttpServletRequest request;

    public long time() {
        return System.currentTimeMillis();
    }
}
