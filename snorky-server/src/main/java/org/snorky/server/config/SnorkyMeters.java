package org.snorky.server.config;

import io.micrometer.core.instrument.MeterRegistry;

/** Where the server's parts register what they measure: the application's registry, or one that nobody reads. */
record SnorkyMeters(MeterRegistry registry) {}
