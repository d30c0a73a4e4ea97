package org.snorky.server.architecture.planted.pubsub;

import org.snorky.server.architecture.planted.datasync.DataSyncThatKnowsTheWeb;

/** Breaks a rule on purpose. */
public class PubSubThatKnowsDataSync {
    public DataSyncThatKnowsTheWeb dataSync = new DataSyncThatKnowsTheWeb();
}
