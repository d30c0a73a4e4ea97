package org.snorky.server.architecture.planted.transport.http;

import org.snorky.server.architecture.planted.datasync.DataSyncThatKnowsTheWeb;

/** Breaks a rule on purpose. */
public class TransportThatKnowsDataSync {
    public DataSyncThatKnowsTheWeb dataSync;
}
