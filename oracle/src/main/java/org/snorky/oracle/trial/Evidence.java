package org.snorky.oracle.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snorky.oracle.world.Client;
import org.snorky.oracle.world.Difference;
import org.snorky.oracle.world.World;

/**
 * What is left of a mismatch: the plan with its seed, both lists, what the clients concerned have seen, and the log that nodes
 * share.
 */
final class Evidence {

    private Evidence() {}

    static void write(Path folder, Plan plan, int round, String faults, MismatchException mismatch, World world) {
        StringBuilder text = new StringBuilder()
                .append(plan)
                .append("\nround ")
                .append(round)
                .append(' ')
                .append(faults)
                .append("\n\n")
                .append(mismatch.getMessage());
        for (Client client : world.clients()) {
            if (mismatch.differences().stream().anyMatch(difference -> isOf(client, difference))) {
                text.append("\n\n").append(client.name()).append('\n').append(String.join("\n", client.history()));
            }
        }
        if (plan.setup().nodes() > 0) {
            text.append("\n\nthe log\n")
                    .append(String.join("\n", world.cluster().redis().log()));
        }
        try {
            Files.writeString(folder.resolve("mismatch-" + plan.seed() + "-" + round + ".txt"), text.append("\n"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean isOf(Client client, Difference difference) {
        return difference.list().name().startsWith(client.name() + "/");
    }
}
