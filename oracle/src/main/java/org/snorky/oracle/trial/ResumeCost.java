package org.snorky.oracle.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.snorky.oracle.world.ApplicationProcess;
import org.snorky.oracle.world.Client;
import org.snorky.oracle.world.LiveList;
import org.snorky.oracle.world.World;
import tools.jackson.databind.JsonNode;

/**
 * What it costs a client that was away to come back, in bytes of messages and bodies that it gets.
 *
 * @param rows of its list
 * @param missed how many of them changed meanwhile
 * @param resumeBytes where the server's log still had the changes
 * @param fetchBytes where it had not, and the client fetched again
 */
public record ResumeCost(int rows, int missed, long resumeBytes, long fetchBytes) {

    private static final int LIST = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Measures it on a world of its own. */
    public static ResumeCost measure(Path folder, int rows, int missed) throws IOException, InterruptedException {
        try (World world = World.start(folder, new World.Setup(1, false, false))) {
            ApplicationProcess application = world.applications().get(0);
            Convergence convergence = new Convergence(world, PATIENCE);
            application.post("/item/list/" + LIST + "/fill?rows=" + rows);
            Client client = world.connect("measured", Client.Habit.STEADY);
            world.open(client, LiveList.ofList("measured/1", LIST, true), application);
            convergence.await();

            client.cable().cut();
            application.post("/item/list/" + LIST + "/touch?title=away&rows=" + missed);
            client.cable().mend();
            convergence.await();
            JsonNode resumed = world.counts().path("measured");

            client.cable().cut();
            application.post("/item/list/" + LIST + "/touch?title=longer&rows=" + missed);
            world.server().stepClock(Duration.ofHours(1));
            client.cable().mend();
            convergence.await();
            JsonNode fetched = world.counts().path("measured");
            return new ResumeCost(
                    rows,
                    missed,
                    count("resumeBytes", resumed),
                    count("fetchedBytes", fetched) - count("fetchedBytes", resumed));
        }
    }

    private static long count(String name, JsonNode counts) {
        return counts.path(name).longValue();
    }

    @Override
    public String toString() {
        return "A list of " + rows + " rows of which " + missed + " changed while its client was away: a resume took "
                + resumeBytes + " bytes, fetching again " + fetchBytes + ".";
    }
}
