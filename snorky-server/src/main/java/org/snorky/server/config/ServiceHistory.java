package org.snorky.server.config;

import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.snorky.server.history.HistoryGauge;
import org.snorky.server.history.HistoryPolicy;
import org.snorky.server.history.InMemoryChannelHistory;
import org.springframework.beans.factory.ObjectProvider;

/** The history of one service: what it keeps, and for which channels. */
final class ServiceHistory {

    private ServiceHistory() {}

    /** One that is kept in this process. */
    static InMemoryChannelHistory inMemory(String service, HistoryProperties properties, MeterRegistry meters) {
        InMemoryChannelHistory messages =
                new InMemoryChannelHistory(Epochs.next(new SecureRandom()), properties.bounds(), Clock.systemUTC());
        meters.gauge("snorky." + service + ".history.messages", messages, InMemoryChannelHistory::messageCount);
        meters.gauge("snorky." + service + ".history.bytes", messages, InMemoryChannelHistory::byteCount);
        return messages;
    }

    /** @param beans the application's policy, if it has one */
    static HistoryPolicy policy(HistoryProperties properties, ObjectProvider<HistoryPolicy> beans) {
        return beans.getIfAvailable(() -> (asked, channel) -> properties.keeps(channel));
    }

    /** A service's counts, with those of its history where it can tell. */
    static Map<String, Number> counts(Map<String, Number> service, Object history) {
        Map<String, Number> counts = new HashMap<>(service);
        if (history instanceof HistoryGauge gauge) {
            counts.put("historyMessages", gauge.messageCount());
            counts.put("historyBytes", gauge.byteCount());
        }
        return counts;
    }
}
