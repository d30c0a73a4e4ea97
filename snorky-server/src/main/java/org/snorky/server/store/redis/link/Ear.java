package org.snorky.server.store.redis.link;

/** Hears what is published on a channel; it must be quick, not throw and not ask Redis, so it hands over. */
public interface Ear {

    /** In a thread of the connection, in the order of publishing. */
    void heard(byte[] message);

    /** The connection was lost and is a new one: between the two, messages may have been missed. */
    void missed();
}
