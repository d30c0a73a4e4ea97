package org.snorky.server.transport.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.transport.Seldom;

/**
 * Requests without a good key, counted, and told of once a minute.
 *
 * <p>They are not slowed down: of keys as long as ours nobody guesses one, and whatever would hold back a guesser could be
 * used to hold back the application behind the same address.
 */
public final class KeyRefusals {

    private static final Logger log = LoggerFactory.getLogger(KeyRefusals.class);

    private final Counter missing;
    private final Counter wrong;
    private final Seldom warning;

    /** @param ticker nanoseconds from some moment on */
    public KeyRefusals(MeterRegistry meters, LongSupplier ticker) {
        this.missing = counter(meters, "missing");
        this.wrong = counter(meters, "wrong");
        this.warning = new Seldom(ticker);
    }

    private static Counter counter(MeterRegistry meters, String key) {
        return Counter.builder("snorky.backend.refused")
                .description("Requests of the backend without a good key")
                .tag("key", key)
                .register(meters);
    }

    void count(boolean hasKey, String address) {
        (hasKey ? wrong : missing).increment();
        if (warning.isDue()) {
            log.warn(
                    "A request of the backend from {} had {}. More may follow; this is said once a minute, and counted"
                            + " by snorky.backend.refused",
                    address,
                    hasKey ? "a wrong key" : "no key");
        }
    }
}
