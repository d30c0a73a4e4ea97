package org.snorky.benchmarks.report;

/** Something that is measured in a run. */
public enum Measure {
    SERVER_CPU("server CPU µs per message", "server_cpu_us_per_message"),
    REDIS_CPU("Redis CPU µs per published message", "redis_cpu_us_per_published"),
    PER_SECOND("messages per second", "messages_per_second"),
    P50("p50 ms", "p50_ms"),
    P99("p99 ms", "p99_ms"),
    P999("p99.9 ms", "p999_ms"),
    MAX("max ms", "max_ms"),
    MESSAGES_PER_READ("messages per read", "messages_per_read"),
    CLIENT_CPU("client CPU µs per message", "client_cpu_us_per_message"),
    CLIENT_SHARE("client, of one core", "client_share_of_core"),
    MEMORY_PER_CONNECTION("KB resident per connection", "kb_per_connection"),
    HEAP_PER_CONNECTION("KB of live heap per connection", "heap_kb_per_connection"),
    MEMORY("MB resident", "resident_mb"),
    MEMORY_BEFORE("MB resident before", "resident_mb_before"),
    CONNECT_CPU("server CPU µs per connection", "server_cpu_us_per_connection"),
    CONNECT_SECONDS("seconds to connect all", "connect_seconds"),
    SECONDS_TO_LAST("seconds to the last", "seconds_to_last"),
    P99_BEFORE("live p99 ms before", "live_p99_ms_before"),
    LATE_P99("p99 ms of deltas that came while their client was away", "late_p99_ms"),
    COMEBACKS("connections that came back", "comebacks"),
    HICCUP_P99("p99 ms of a clock alone", "hiccup_p99_ms"),
    P99_RATIO("live p99, of before", "live_p99_ratio"),
    MICROS("µs", "us"),
    LOOKS("filters and places looked at", "looks"),
    MATCHED("filters matched", "matched"),
    BYTES("bytes", "bytes"),
    MILLIS("ms", "ms");

    private final String title;
    private final String column;

    Measure(String title, String column) {
        this.title = title;
        this.column = column;
    }

    /** Its name in tables, with its unit. */
    public String title() {
        return title;
    }

    /** Its name in files. */
    public String column() {
        return column;
    }
}
