package org.snorky.oracle.world;

import java.util.List;
import java.util.Map;
import org.snorky.testsupport.net.Cable;
import tools.jackson.databind.JsonNode;

/** One client: a connection through a cable of its own, and the lists on it. */
public final class Client implements AutoCloseable {

    private final String name;
    private final Habit habit;
    private final Cable cable;
    private final ClientHost host;

    /** How a client behaves all the time, besides the faults that strike. */
    public enum Habit {
        STEADY,
        /** On a line that carries little. */
        SLOW,
        /** Whose connection breaks again and again. */
        FLAPPING,
        /** On a machine that sleeps now and then. */
        SLEEPING
    }

    Client(String name, Habit habit, Cable cable, ClientHost host) {
        this.name = name;
        this.habit = habit;
        this.cable = cable;
        this.host = host;
        host.call("connect", Map.of("client", name, "url", "ws://127.0.0.1:" + cable.port() + "/ws"));
    }

    public String name() {
        return name;
    }

    public Habit habit() {
        return habit;
    }

    /** Its cable to the server. */
    public Cable cable() {
        return cable;
    }

    /** Opens a list, fetched from a URL; gives back when it has been fetched. */
    void open(LiveList list, String url) {
        host.call(
                "open",
                Map.of("client", name, "list", list.name(), "url", url + list.path(), "versioned", list.versioned()));
    }

    /** Stops its machine: no alarm goes off, nothing comes or goes. */
    public void sleep() {
        cable.silence();
        command("sleep");
    }

    public void wake() {
        cable.mend();
        command("wake");
    }

    /** Has it read nothing, though its line is good. */
    public void pause() {
        command("pause");
    }

    public void unpause() {
        command("unpause");
    }

    /** The last that it has sent, got, and fetched. */
    public List<String> history() {
        return command("history").valueStream().map(JsonNode::stringValue).toList();
    }

    private JsonNode command(String command) {
        return host.call(command, Map.of("client", name));
    }

    @Override
    public void close() {
        command("disconnect");
        cable.close();
    }
}
