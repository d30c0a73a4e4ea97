package org.snorky.server.actuate;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snorky.server.datasync.DataSync;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.index.FilterCounts;
import org.snorky.server.datasync.log.LogGauge;

/** Dealers, subscriptions and their filters, what waits for slow clients, and how full the log of deltas is. */
public final class DataSyncDetails implements SnorkyDetails {

    private static final int MAX_MODELS = 100;

    private final DataSync dataSync;

    public DataSyncDetails(DataSync dataSync) {
        this.dataSync = dataSync;
    }

    @Override
    public String name() {
        return "datasync";
    }

    @Override
    public Map<String, ?> describe() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "dealers",
                dataSync.dealers().declared().stream().map(DealerInfo::of).toList());
        details.put("subscriptions", Map.of("known", dataSync.store().size(), "acquired", dataSync.acquiredCount()));
        details.put("filters", filters());
        details.put("backlog", Map.of("bytes", dataSync.backlogBytes()));
        details.put("log", log());
        return details;
    }

    /** Those models first whose filters cost most. */
    private Map<String, FilterCounts> filters() {
        Map<String, FilterCounts> filters = new LinkedHashMap<>();
        dataSync.filterCounts().entrySet().stream()
                .sorted(Comparator.comparingInt(model -> -model.getValue().scanned()))
                .limit(MAX_MODELS)
                .forEach(model -> filters.put(model.getKey(), model.getValue()));
        return filters;
    }

    private Map<String, Object> log() {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("head", dataSync.log().head().toString());
        if (dataSync.log() instanceof LogGauge gauge) {
            log.put("entries", gauge.entryCount());
            log.put("bytes", gauge.byteCount());
            log.put("maxEntries", gauge.bounds().entries());
            log.put("maxBytes", gauge.bounds().bytes());
            log.put("maxAge", gauge.bounds().age().toString());
        }
        return log;
    }

    /** A dealer as the endpoint shows it. */
    public record DealerInfo(String name, String model, String type) {

        private static DealerInfo of(Dealer dealer) {
            return new DealerInfo(
                    dealer.name(), dealer.model(), dealer.getClass().getSimpleName());
        }
    }
}
