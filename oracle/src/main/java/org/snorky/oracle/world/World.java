package org.snorky.oracle.world;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snorky.testsupport.net.Cable;
import tools.jackson.databind.JsonNode;

/** Everything that runs in one run, each in a process of its own. */
public final class World implements AutoCloseable {

    private static final int CABLE_BUFFERS = 16 * 1024;

    private final Database database;
    private final Servers servers;
    private final List<ApplicationProcess> applications = new ArrayList<>();
    private final ClientHost host;
    private final List<Client> clients = new ArrayList<>();
    private final Map<String, LiveList> lists = new LinkedHashMap<>();

    private World(Path folder, Setup setup) {
        database = Database.create();
        servers = setup.nodes == 0
                ? new ServerProcess(folder.resolve("server.log"), setup.sabotaged, List.of())
                : new Cluster(folder, setup.nodes, setup.sabotaged);
        for (int i = 0; i < setup.applications; i++) {
            applications.add(new ApplicationProcess(
                    folder.resolve("application-" + i + ".log"),
                    database.address(),
                    new Cable(servers.backend()),
                    setup.outbox));
        }
        host = ClientHost.start(folder);
    }

    /**
     * What a world is made of.
     *
     * @param applications instances of the application
     * @param outbox whether they write their changes to an outbox
     * @param sabotaged whether servers can be made to break their promises
     * @param nodes servers that share a Redis; 0 for a single one with all in its memory
     */
    public record Setup(int applications, boolean outbox, boolean sabotaged, int nodes) {

        /** With a single server. */
        public Setup(int applications, boolean outbox, boolean sabotaged) {
            this(applications, outbox, sabotaged, 0);
        }
    }

    /** Starts it all; what the processes print goes to a folder. */
    public static World start(Path folder, Setup setup) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        World world = new World(folder, setup);
        try {
            // The first one makes the tables that all need.
            world.applications.get(0).start();
            world.servers.start();
            world.applications.get(0).awaitRunning();
            world.applications.forEach(ApplicationProcess::ensureRunning);
            return world;
        } catch (RuntimeException | Error failure) {
            world.close();
            throw failure;
        }
    }

    /** The single server; there must be no cluster. */
    public ServerProcess server() {
        return (ServerProcess) servers;
    }

    /** The nodes; there must be some. */
    public Cluster cluster() {
        return (Cluster) servers;
    }

    public List<ApplicationProcess> applications() {
        return applications;
    }

    public List<Client> clients() {
        return clients;
    }

    /** Adds a client. */
    public Client connect(String name, Client.Habit habit) {
        Client client = new Client(name, habit, new Cable(servers.frontend(), CABLE_BUFFERS), host);
        clients.add(client);
        return client;
    }

    /** Opens a list of a client, which fetches it from one of the applications. */
    public void open(Client client, LiveList list, ApplicationProcess from) {
        lists.put(list.name(), list);
        client.open(list, from.url());
    }

    /** Ends all clients and their lists. */
    public void closeClients() {
        clients.forEach(Client::close);
        clients.clear();
        lists.clear();
    }

    /** Ends every fault that may be left. */
    public void heal() {
        servers.heal();
        applications.forEach(ApplicationProcess::ensureRunning);
        applications.forEach(application -> application.backend().mend());
        clients.forEach(client -> {
            client.wake();
            client.unpause();
        });
    }

    /** Whether the applications have told the server all that they have committed. */
    public boolean isTold() throws IOException, InterruptedException {
        for (ApplicationProcess application : applications) {
            if (application.waiting() > 0) {
                return false;
            }
        }
        return true;
    }

    /** What the lists of clients have other than their SELECTs now, or are not live. */
    public List<Difference> differences() {
        JsonNode dump = host.dump(List.copyOf(lists.keySet()));
        return lists.values().stream()
                .map(list -> Difference.of(list, database.select(list), dump.path(list.name())))
                .filter(difference -> !difference.isNone())
                .toList();
    }

    /** Waits until every list says so of itself, true or not. */
    public void awaitStatus(String status, Duration patience) {
        await().atMost(patience).until(() -> host.dump(List.copyOf(lists.keySet()))
                .valueStream()
                .allMatch(list -> list.path("status").asString("").equals(status)));
    }

    /** What each client has counted, by its name. */
    public JsonNode counts() {
        return host.counts();
    }

    @Override
    public void close() {
        host.close();
        applications.forEach(ApplicationProcess::close);
        servers.close();
        applications.forEach(application -> application.backend().close());
        clients.forEach(client -> client.cable().close());
    }
}
