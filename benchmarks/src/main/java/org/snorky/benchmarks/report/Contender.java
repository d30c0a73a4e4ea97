package org.snorky.benchmarks.report;

import java.util.List;

/**
 * Who takes part.
 *
 * @param version as the server says; empty until it has run
 * @param command how it was started
 * @param missing why it takes no part; empty if it does
 */
public record Contender(String name, String description, String version, List<String> command, String missing) {}
