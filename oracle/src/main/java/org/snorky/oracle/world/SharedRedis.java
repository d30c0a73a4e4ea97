package org.snorky.oracle.world;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.redis.RedisConversation;
import org.snorky.testsupport.redis.RedisServer;

/**
 * The Redis of a cluster: a master, a replica that gets by a cable what the master has, and a line from each node to whoever is
 * master, as Sentinel would have it.
 *
 * <p>Commands strike one after the other; one that needs Redis to run has it run.
 */
public final class SharedRedis implements AutoCloseable {

    static final String USER_NAME = "snorky";
    static final String PASSWORD = "known-to-the-oracle";

    /** May do what operations.md says that nodes need, and nothing else. */
    private static final String[] USER = ("--user " + USER_NAME + " on >" + PASSWORD
                    + " ~{snorky:* &{snorky:* -@all +@connection +@read"
                    + " +@write +@pubsub +@scripting +@transaction -@dangerous +info +time")
            .split(" ");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Cable> lines = new ArrayList<>();
    private RedisServer master = RedisServer.start(USER);
    private RedisServer replica = RedisServer.start(USER);
    private Cable replication = new Cable(master.port());

    SharedRedis(int nodes) {
        for (int node = 0; node < nodes; node++) {
            lines.add(new Cable(master.port()));
        }
        attach();
    }

    /** The cable of a node, which leads to the master whoever that is. */
    public Cable line(int node) {
        return lines.get(node);
    }

    /** Stops it: connections stay, and nothing is answered. */
    public synchronized void pause() {
        master.pause();
    }

    public synchronized void resume() {
        master.resume();
    }

    /** Has it forget everything, by order. */
    public synchronized void flush() {
        master.resume();
        master.flush();
    }

    /** Has it forget everything, by a crash. */
    public synchronized void crash() {
        master.restart();
    }

    /** From now on the replica lacks what the master gets. */
    public synchronized void holdBackReplication() {
        replication.silence();
    }

    /** The master dies with what it has not passed on, and the replica takes its place. */
    public synchronized void failOver() {
        replication.cut();
        master.kill();
        replica.promote();
        follow(replica);
        lines.forEach(line -> line.lead(master.port()));
        lines.forEach(Cable::reset);
    }

    /** Who was the master becomes the replica of who is. */
    private void follow(RedisServer promoted) {
        RedisServer former = master;
        master = promoted;
        replica = former;
        replica.restart();
        replication.close();
        replication = new Cable(master.port());
        attach();
    }

    private void attach() {
        await().atMost(PATIENCE).until(() -> {
            try (RedisConversation conversation = replica.talk()) {
                conversation.ask("REPLICAOF", "127.0.0.1", String.valueOf(replication.port()));
                return true;
            } catch (IOException starting) {
                return false;
            }
        });
        await().atMost(PATIENCE)
                .until(() -> String.valueOf(replica.ask("INFO", "replication")).contains("master_link_status:up"));
    }

    /** The entries of the log that are still kept, one a line. */
    public synchronized List<String> log() {
        return master.ask("XRANGE", "{snorky:log}:stream", "-", "+") instanceof List<?> entries
                ? entries.stream().map(String::valueOf).toList()
                : List.of();
    }

    synchronized void heal() {
        master.resume();
        replication.mend();
        lines.forEach(Cable::mend);
    }

    @Override
    public synchronized void close() {
        lines.forEach(Cable::close);
        replication.close();
        replica.close();
        master.close();
    }
}
