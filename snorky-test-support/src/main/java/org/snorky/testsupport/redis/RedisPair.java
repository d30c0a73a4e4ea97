package org.snorky.testsupport.redis;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.snorky.testsupport.net.Cable;

/**
 * A master, a replica that gets by a cable what the master has, and an address that leads to who is master, as Sentinel would
 * have it.
 */
public final class RedisPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern SENT = Pattern.compile("master_repl_offset:(\\d+)");
    private static final Pattern GOT = Pattern.compile("slave_repl_offset:(\\d+)");

    private final Cable entry;
    private RedisServer master = RedisServer.start();
    private RedisServer replica = RedisServer.start();
    private Cable replication = new Cable(master.port());

    public RedisPair() {
        entry = new Cable(master.port());
        follow();
    }

    private void follow() {
        replica.ask("REPLICAOF", "127.0.0.1", Integer.toString(replication.port()));
        Awaitility.await("replica").atMost(PATIENCE).until(() -> String.valueOf(replica.ask("INFO", "replication"))
                .contains("master_link_status:up"));
    }

    /** The address at which the master is, whoever that is. */
    public int port() {
        return entry.port();
    }

    /** Has the replica get what the master has, and from now on nothing more. */
    public void holdBack() {
        long sent = offset(master, SENT);
        Awaitility.await("replica").atMost(PATIENCE).until(() -> offset(replica, GOT) >= sent);
        replication.silence();
    }

    private static long offset(RedisServer server, Pattern pattern) {
        Matcher found = pattern.matcher(String.valueOf(server.ask("INFO", "replication")));
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }

    /** The master dies with what it has not passed on, the replica takes its place, and the other comes back as its replica. */
    public void failOver() {
        replication.cut();
        master.kill();
        replica.promote();
        entry.lead(replica.port());
        entry.reset();
        RedisServer former = master;
        master = replica;
        replica = former;
        replica.restart();
        replication.close();
        replication = new Cable(master.port());
        follow();
    }

    @Override
    public void close() {
        entry.close();
        replication.close();
        replica.close();
        master.close();
    }
}
