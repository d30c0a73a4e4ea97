package org.snorky.server.messaging;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;

/** The names of one process: one lock guards them, and under it messages are only queued. */
public final class LocalNames implements Names {

    private final TreeMap<String, ClientSession> holders = new TreeMap<>();
    private final int max;

    /** @param max how many names may be held */
    public LocalNames(int max) {
        this.max = max;
    }

    @Override
    public synchronized Taking take(ClientSession client, String name) {
        if (holders.containsKey(name)) {
            return Taking.HELD;
        }
        if (holders.size() >= max) {
            return Taking.TOO_MANY;
        }
        holders.put(name, client);
        return Taking.TAKEN;
    }

    @Override
    public synchronized void drop(ClientSession client, Collection<String> names) {
        names.forEach(name -> holders.remove(name, client));
    }

    @Override
    public synchronized boolean isHeld(String name) {
        return holders.containsKey(name);
    }

    @Override
    public synchronized List<String> all() {
        return List.copyOf(holders.keySet());
    }

    @Override
    public synchronized Sending send(ClientSession client, String sender, String destination, OutboundMessage message) {
        if (!client.equals(holders.get(sender))) {
            return Sending.NOT_THE_SENDER;
        }
        ClientSession holder = holders.get(destination);
        if (holder == null) {
            return Sending.NO_DESTINATION;
        }
        holder.send(message);
        return Sending.QUEUED;
    }
}
