package org.snorky.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snorky.oracle.filter.Values;
import org.snorky.oracle.server.Sabotage;
import org.snorky.oracle.trial.Convergence;
import org.snorky.oracle.world.ApplicationProcess;
import org.snorky.oracle.world.Client;
import org.snorky.oracle.world.LiveList;
import org.snorky.oracle.world.World;
import tools.jackson.databind.json.JsonMapper;

/** The oracle finds faults that are planted into the server, and none where none is. */
class PlantedFaultsIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(8);

    private static World world;
    private static ApplicationProcess application;
    private static long seed;

    private Client client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        world = World.start(Path.of("target", "oracle-planted"), new World.Setup(1, false, true));
        application = world.applications().get(0);
        work(200);
    }

    @AfterAll
    static void stop() {
        if (world != null) {
            world.close();
        }
    }

    @AfterEach
    void honestAgain() {
        world.server().sabotage(Sabotage.NONE);
        world.closeClients();
    }

    private static void work(int transactions) throws IOException, InterruptedException {
        application.work(++seed, transactions);
    }

    /** Lists of rows that nothing but the order of their deltas protects. */
    private void openLists() {
        client = world.connect("client", Client.Habit.STEADY);
        world.open(client, LiveList.all("client/all", "note", false), application);
        for (int list = 0; list < Values.LISTS; list++) {
            String filter = "[\"==\",\"list\"," + list + "]";
            world.open(
                    client,
                    LiveList.filtered(
                            "client/" + list, "note", JsonMapper.shared().readTree(filter), false),
                    application);
        }
        new Convergence(world, LONG).await();
    }

    @Test
    void findsNothingWhereNothingIsPlanted() throws Exception {
        openLists();
        work(100);
        client.cable().reset();
        work(100);

        assertThat(new Convergence(world, LONG).await()).isPositive();
    }

    @Test
    void findsThatTheOrderIsInverted() throws Exception {
        openLists();
        world.server().sabotage(Sabotage.ORDER_INVERTED);
        work(100);
        // What is held back must come, or this would be a loss.
        world.server().sabotage(Sabotage.NONE);

        Findings.assertMismatch(world, SHORT);
    }

    @Test
    void findsThatUpdatesAreRoutedByTheNewRowOnly() throws Exception {
        openLists();
        world.server().sabotage(Sabotage.NEW_ROW_ONLY);
        work(100);

        Findings.assertMismatch(world, SHORT);
    }

    @Test
    void findsThatAnAcquisitionHasAGapOfOneDelta() throws Exception {
        openLists();
        world.server().sabotage(Sabotage.GAP_ON_ACQUIRE);
        for (int times = 0; times < 8; times++) {
            client.cable().cut();
            work(3);
            client.cable().mend();
            world.awaitStatus("live", LONG);
        }

        Findings.assertMismatch(world, SHORT);
    }
}
