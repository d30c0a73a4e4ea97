package org.snorky.server.pubsub;

import java.util.LinkedHashSet;
import java.util.Set;
import org.snorky.protocol.JsonKey;
import org.snorky.server.session.ClientSession;

/** A channel that has subscribers. Equal only to itself, and the one name that all of them keep. */
final class Channel {

    private final JsonKey name;
    private final Set<ClientSession> subscribers = new LinkedHashSet<>(2);

    Channel(JsonKey name) {
        this.name = name;
    }

    JsonKey name() {
        return name;
    }

    /** Those first who came first. */
    Set<ClientSession> subscribers() {
        return subscribers;
    }
}
