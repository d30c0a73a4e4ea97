package org.snorky.oracle.server;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.process.ParentWatch;

/** What comes on standard input: {@code clock PT1H}, {@code sabotage NEW_ROW_ONLY}. */
final class Orders {

    private final SteppableClock clock = new SteppableClock(Clock.systemUTC());
    private volatile @Nullable SabotagedLog log;

    private Orders() {}

    /** Starts to obey them; their end is the process' end. */
    static Orders start() {
        Orders orders = new Orders();
        ParentWatch.start(orders::obey);
        return orders;
    }

    SteppableClock clock() {
        return clock;
    }

    void sabotage(SabotagedLog willing) {
        log = willing;
    }

    private void obey(String command) {
        String[] words = command.split(" ", 2);
        SabotagedLog willing = log;
        if (words[0].equals("clock")) {
            clock.step(Duration.parse(words[1]));
        } else if (words[0].equals("sabotage") && willing != null) {
            willing.commit(Sabotage.valueOf(words[1]));
        } else {
            throw new IllegalArgumentException("Not a command here: " + command);
        }
    }
}
