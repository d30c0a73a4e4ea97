package org.snorky.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.snorky.oracle.server.Sabotage;
import org.snorky.oracle.trial.Convergence;
import org.snorky.oracle.world.ApplicationProcess;
import org.snorky.oracle.world.Client;
import org.snorky.oracle.world.Cluster;
import org.snorky.oracle.world.LiveList;
import org.snorky.oracle.world.World;

/**
 * The oracle finds faults that are planted into what nodes share, and none where none is: each time one node loses Redis from
 * sight, and the other goes on.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlantedNodeFaultsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(12);
    private static final Path FOLDER = Path.of("target", "oracle-planted-nodes");
    private static final int HERE = 0;
    private static final int CUT = 1;
    private static final int LIST = 100;
    private static final int ROWS = 40;

    private static World world;
    private static ApplicationProcess application;
    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        world = World.start(FOLDER, new World.Setup(1, false, true, 2));
        application = world.applications().get(0);
        cluster = world.cluster();
        application.post("/item/list/" + LIST + "/fill?rows=" + ROWS);
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.close();
        }
    }

    /** One client at the node that will be cut off; applications speak with the other one. */
    @BeforeEach
    void openLists() {
        cluster.withdraw(HERE);
        Client client = world.connect("client", Client.Habit.STEADY);
        world.open(client, LiveList.ofList("client/all", LIST, false), application);
        cluster.admit(HERE);
        cluster.withdraw(CUT);
        application.backend().reset();
        new Convergence(world, LONG).await();
    }

    @AfterEach
    void honestAgain() {
        cluster.nodes().forEach(node -> node.sabotage(Sabotage.NONE));
        world.heal();
        world.closeClients();
        cluster.admit(CUT);
    }

    /** Changes rows that have another title, each in a transaction of its own, up to so many. */
    private static void touch(String title, int rows) throws IOException, InterruptedException {
        application.post("/item/list/" + LIST + "/touch?title=" + title + "&rows=" + rows);
    }

    /** While a node is cut off, every row changes, and after that some of them so often that the log keeps only those changes. */
    private static void outrunTheLog(String title) throws IOException, InterruptedException {
        cluster.redis().line(CUT).cut();
        touch(title, ROWS);
        for (int times = 0; times < 80; times++) {
            touch(title + times, ROWS / 4);
        }
        awaitTold();
        cluster.redis().line(CUT).mend();
    }

    /** What only the master has is lost with it; the node that is cut off knows of it, and comes back when there is more again. */
    private static void failOverBehindItsBack(String title) throws IOException, InterruptedException {
        cluster.redis().holdBackReplication();
        touch(title + "lost", 5);
        new Convergence(world, LONG).await();
        cluster.redis().line(CUT).cut();
        cluster.redis().failOver();
        for (int rows = 1; rows <= 8; rows++) {
            touch(title, rows);
            awaitTold();
        }
        cluster.redis().line(CUT).mend();
    }

    private static void awaitTold() {
        await().atMost(LONG).until(() -> world.isTold());
    }

    @Test
    @Order(1)
    void findsNothingWhereNothingIsPlanted() throws Exception {
        outrunTheLog("outrun");
        assertThat(new Convergence(world, LONG).await()).isPositive();

        failOverBehindItsBack("failed-over");
        assertThat(new Convergence(world, LONG).await()).isPositive();
    }

    @Test
    @Order(2)
    void findsThatClientsAreNotToldOfAGap() throws Exception {
        cluster.nodes().get(CUT).sabotage(Sabotage.BREAKS_UNTOLD);

        outrunTheLog("untold");

        Findings.assertMismatch(world, SHORT);
    }

    /** Last, since its nodes stay as they are. They may not ask for an epoch either, as they do where Redis is behind them. */
    @Test
    @Order(3)
    void findsThatAnEpochGoesOnWhenRedisFailsOver() throws Exception {
        cluster.plant(script("fence.lua", "mastership ~= mastershipBefore or seen > epoch or ", ""));
        new Convergence(world, LONG).await();

        failOverBehindItsBack("unfenced");

        Findings.assertMismatch(world, SHORT);
    }

    /** A folder with a script of the server in which something is changed. */
    private static Path script(String name, String from, String to) throws IOException {
        String resource = "org/snorky/server/store/redis/" + name;
        try (JarFile jar = new JarFile(System.getProperty("oracle.server.jar"));
                InputStream in = jar.getInputStream(jar.getJarEntry("BOOT-INF/classes/" + resource))) {
            String honest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(honest).contains(from);
            Path file = FOLDER.resolve("script").resolve(resource);
            Files.createDirectories(file.getParent());
            Files.writeString(file, honest.replace(from, to));
            return FOLDER.resolve("script");
        }
    }
}
