package org.snorky.server.config;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.history.InMemoryChannelHistory;
import org.springframework.beans.factory.ObjectProvider;

/** The history of one service: what it keeps, and for which channels. */
record ServiceHistory(InMemoryChannelHistory messages, HistoryPolicy policy) {

    /** @param beans the application's policy, if it has one */
    static ServiceHistory of(
            String service, HistoryProperties properties, ObjectProvider<HistoryPolicy> beans, MeterRegistry meters) {
        InMemoryChannelHistory messages =
                new InMemoryChannelHistory(Epochs.next(new SecureRandom()), properties.bounds(), Clock.systemUTC());
        meters.gauge("snorky." + service + ".history.messages", messages, InMemoryChannelHistory::messageCount);
        meters.gauge("snorky." + service + ".history.bytes", messages, InMemoryChannelHistory::byteCount);
        return new ServiceHistory(messages, beans.getIfAvailable(() -> (asked, channel) -> properties.keeps(channel)));
    }
}
