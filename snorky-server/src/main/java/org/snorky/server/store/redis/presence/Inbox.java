package org.snorky.server.store.redis.presence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.session.ClientSession;
import org.snorky.server.session.OutboundMessage;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Ear;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;

/**
 * What was sent to clients of this process and waits in Redis: it is read in order by one reader at a time, and goes from
 * there once it has been delivered.
 *
 * <p>Who sends wakes it where the inbox was empty; a wake-up that is lost is made good with the next heartbeat.
 */
final class Inbox {

    static final int MAX_MESSAGES = 10_000;
    static final int MAX_BYTES = 16 << 20;

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);
    private static final Script READ = Script.of("moment", "names-inbox");
    private static final int AT_ONCE = 100;

    private final RedisLink link;
    private final List<String> keys;
    private final Map<String, Addressee> addressees = new ConcurrentHashMap<>();

    /** Sessions that hold no name any more, for which something may be on the way still. */
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();

    /** What was delivered and is perhaps in Redis still; only for who reads. */
    private final Set<String> delivered = new HashSet<>();

    private boolean reading;
    private boolean wanted;

    /** A client of this process, with how many names it holds. */
    private record Addressee(ClientSession client, int names) {}

    Inbox(RedisLink link) {
        this.link = link;
        String key = link.keys().of("msg", "inbox:" + link.node());
        this.keys = List.of(key, key + ":bytes");
    }

    void start() {
        link.await(link.listen(link.keys().of("msg", "to:" + link.node()), new Ear() {
            @Override
            public void heard(byte[] nothing) {
                read();
            }

            @Override
            public void missed() {
                // Read with the next heartbeat.
            }
        }));
    }

    /** The client is about to hold one more name. */
    void admit(ClientSession client) {
        addressees.merge(
                client.id(),
                new Addressee(client, 1),
                (known, one) -> new Addressee(client, known.names() + one.names()));
    }

    /** The client holds fewer names; it gets what was sent to it before that. */
    void dismiss(ClientSession client, int names) {
        Addressee left =
                addressees.computeIfPresent(client.id(), (id, known) -> new Addressee(client, known.names() - names));
        if (left != null && left.names() == 0) {
            leaving.add(client.id());
        }
    }

    /** Has everything read that waits; does not wait for it. */
    void read() {
        synchronized (this) {
            wanted = true;
            if (reading) {
                return;
            }
            reading = true;
        }
        readOn();
    }

    private void readOn() {
        synchronized (this) {
            wanted = false;
        }
        Set<String> gone = Set.copyOf(leaving);
        List<Object> arguments = new ArrayList<>(List.of(link.shiftMicros(), "0", AT_ONCE));
        arguments.addAll(delivered);
        link.start(READ, keys, arguments.toArray())
                .whenComplete((waiting, failure) -> answered(waiting, failure, gone));
    }

    private void answered(@Nullable Answer waiting, @Nullable Throwable failure, Set<String> gone) {
        boolean isEmpty = false;
        if (waiting == null) {
            // With the next heartbeat again.
            log.debug("What waits for clients cannot be read", failure);
        } else {
            isEmpty = waiting.size() == 0 || waiting.isNull(0);
            deliver(waiting, isEmpty);
        }
        if (isEmpty) {
            forget(gone);
        }
        synchronized (this) {
            if (waiting == null || isEmpty && !wanted) {
                reading = false;
                return;
            }
        }
        readOn();
    }

    private void deliver(Answer waiting, boolean isEmpty) {
        Set<String> before = Set.copyOf(delivered);
        delivered.clear();
        for (int i = 0; !isEmpty && i < waiting.size(); i += 3) {
            String id = waiting.text(i);
            Addressee addressee = addressees.get(waiting.text(i + 1));
            delivered.add(id);
            if (addressee != null && !before.contains(id)) {
                addressee.client().send(OutboundMessage.ofUtf8(waiting.bytes(i + 2)));
            }
        }
    }

    /** After an inbox was found empty, nothing is on the way to those who held nothing before. */
    private void forget(Set<String> gone) {
        for (String session : gone) {
            leaving.remove(session);
            addressees.computeIfPresent(session, (id, known) -> known.names() == 0 ? null : known);
        }
    }
}
