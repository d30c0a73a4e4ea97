package org.snorky.server.store.redis.presence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.messaging.Names;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.CloseReason;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;

/**
 * Names that are unique among all nodes: Redis has who holds which, and queues what is sent for the holder's node.
 *
 * <p>This process remembers what its own clients hold. That is what is asserted when Redis has forgotten it, and compared with
 * what Redis has with each heartbeat.
 */
public final class RedisNames implements Names, Tenant {

    private static final Logger log = LoggerFactory.getLogger(RedisNames.class);

    private static final CloseReason NAME_LOST = new CloseReason(1012, "Another has your name, come back");
    private static final int AT_ONCE = 100;

    private static final Script TAKE = Script.of("moment", "names-take");
    private static final Script DROP = Script.of("moment", "names-drop");
    private static final Script SEND = Script.of("moment", "names-send");
    private static final Script ASSERT = Script.of("moment", "names-assert");
    private static final Script REAP = Script.of("moment", "names-reap");
    private static final Script CHECK = Script.of("names-check");

    private final RedisLink link;
    private final Lease lease;
    private final int max;
    private final String all;
    private final Inbox inbox;
    private final Map<String, Hold> held = new ConcurrentHashMap<>();

    /** Holders, as Redis has them, of names that are free here but perhaps not there; the lock of what frees them there. */
    private final Map<String, String> undropped = new ConcurrentHashMap<>();

    private volatile String mastership = "";

    /** A name in the hands of a client, or on the way there. */
    private static final class Hold {

        private final ClientSession client;
        private volatile boolean sure;

        Hold(ClientSession client) {
            this.client = client;
        }
    }

    /**
     * @param max how many names all nodes together may have
     * @param lease not yet started
     */
    public RedisNames(RedisLink link, Lease lease, int max) {
        this.link = link;
        this.lease = lease;
        this.max = max;
        this.all = key("names");
        this.inbox = new Inbox(link);
        lease.add(this);
    }

    /** Listens to what comes for clients of this process; before the first of them. */
    public void start() {
        inbox.start();
    }

    private String key(String name) {
        return link.keys().of("msg", name);
    }

    @Override
    public Taking take(ClientSession client, String name) {
        Hold hold = new Hold(client);
        if (held.putIfAbsent(name, hold) != null) {
            return Taking.HELD;
        }
        inbox.admit(client);
        try {
            dropUndropped();
            return take(hold, name);
        } catch (UnavailableException away) {
            letGo(name, hold);
            throw away;
        }
    }

    private Taking take(Hold hold, String name) {
        String node = lease.node();
        String holder = holder(node, hold.client);
        try {
            String outcome = link.run(
                            TAKE,
                            List.of(all, key("of:" + node), key("gone:" + node)),
                            link.shiftMicros(),
                            lease.latest(),
                            holder,
                            name,
                            max)
                    .text(0);
            return taken(name, hold, node, outcome);
        } catch (UnavailableException away) {
            undropped.put(name, holder);
            throw away;
        }
    }

    private boolean letGo(String name, Hold hold) {
        boolean was = held.remove(name, hold);
        if (was) {
            inbox.dismiss(hold.client, 1);
        }
        return was;
    }

    private Taking taken(String name, Hold hold, String node, String outcome) {
        if (outcome.equals("taken")) {
            hold.sure = true;
            if (!node.equals(lease.node())) {
                assertUnder(lease.node());
            }
            return Taking.TAKEN;
        }
        letGo(name, hold);
        return switch (outcome) {
            case "held" -> Taking.HELD;
            case "full" -> Taking.TOO_MANY;
            default -> throw refused(outcome);
        };
    }

    private static UnavailableException refused(String outcome) {
        return UnavailableException.undone(
                outcome.equals("late") ? "Redis was too slow" : "This server was away for long, and is coming back");
    }

    @Override
    public void drop(ClientSession client, Collection<String> names) {
        int dropped = 0;
        for (String name : names) {
            Hold hold = held.get(name);
            if (hold != null && hold.client.equals(client) && held.remove(name, hold)) {
                undropped.put(name, holder(lease.node(), client));
                dropped++;
            }
        }
        try {
            dropUndropped();
        } catch (UnavailableException away) {
            log.debug("Names are dropped later: {}", away.getMessage());
        }
        // Only now, since until now something may have been sent to it.
        inbox.dismiss(client, dropped);
    }

    /** Under a lock, since a name that is taken again must not be dropped after that. */
    private void dropUndropped() {
        if (undropped.isEmpty()) {
            return;
        }
        synchronized (undropped) {
            Map<String, String> dropping = Map.copyOf(undropped);
            if (!dropping.isEmpty()) {
                List<Object> arguments = arguments();
                arguments.add(key("of:"));
                dropping.forEach((name, holder) -> Collections.addAll(arguments, name, holder));
                if (link.run(DROP, List.of(all), arguments.toArray()).text(0).equals("late")) {
                    throw refused("late");
                }
                dropping.forEach(undropped::remove);
            }
        }
    }

    private List<Object> arguments() {
        return new ArrayList<>(List.of(link.shiftMicros(), lease.latest()));
    }

    @Override
    public boolean isHeld(String name) {
        return link.ask("HEXISTS", all, name).number(0) == 1;
    }

    @Override
    public List<String> all() {
        List<String> names = new ArrayList<>(link.ask("HKEYS", all).texts());
        Collections.sort(names);
        return Collections.unmodifiableList(names);
    }

    @Override
    public Sending send(ClientSession client, String sender, String destination, OutboundMessage message) {
        Hold hold = held.get(sender);
        if (hold == null || !hold.client.equals(client)) {
            return Sending.NOT_THE_SENDER;
        }
        String outcome = link.run(
                        SEND,
                        List.of(all),
                        link.shiftMicros(),
                        lease.latest(),
                        holder(lease.node(), client),
                        sender,
                        destination,
                        key("inbox:"),
                        key("to:"),
                        Inbox.MAX_MESSAGES,
                        Inbox.MAX_BYTES,
                        message.utf8())
                .text(0);
        return switch (outcome) {
            case "queued" -> Sending.QUEUED;
            case "not the sender" -> Sending.NOT_THE_SENDER;
            case "no destination" -> Sending.NO_DESTINATION;
            case "full" -> throw UnavailableException.undone("Too much waits for the destination's server");
            default -> throw refused(outcome);
        };
    }

    private static String holder(String node, ClientSession client) {
        return node + "#" + client.id();
    }

    @Override
    public void beat() {
        dropUndropped();
        inbox.read();
        Answer answer = link.run(CHECK, List.of(key("of:" + lease.node())));
        if (answer.number(0) != held.size() || !answer.text(1).equals(mastership)) {
            assertUnder(lease.node());
            mastership = answer.text(1);
        }
    }

    @Override
    public void assertUnder(String node) {
        List<Object> arguments = arguments();
        arguments.add(link.node());
        held.forEach((name, hold) -> Collections.addAll(arguments, name, holder(node, hold.client)));
        Answer answer = link.run(ASSERT, List.of(all, key("of:" + node), key("gone:" + node)), arguments.toArray());
        if (answer.size() < 3) {
            throw refused(answer.text(0));
        }
        answer.list(1).texts().forEach(this::lost);
        List<String> surplus = answer.list(2).texts();
        for (int i = 0; i < surplus.size(); i += 2) {
            if (!held.containsKey(surplus.get(i))) {
                undropped.put(surplus.get(i), surplus.get(i + 1));
            }
        }
        dropUndropped();
    }

    /** Its client comes back and hears, when it wants the name, that another has it. */
    private void lost(String name) {
        Hold hold = held.get(name);
        if (hold != null && hold.sure && letGo(name, hold)) {
            log.info("A name was taken by another node's client while this node was away");
            hold.client.close(NAME_LOST);
        }
    }

    @Override
    public void reap(String node) {
        List<String> keys = List.of(all, key("of:" + node), key("gone:" + node));
        while (link.run(REAP, keys, link.shiftMicros(), "0", node, AT_ONCE).number(0) > 0) {
            log.debug("More names of node {} are left", node);
        }
    }
}
