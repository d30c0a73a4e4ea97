package org.snorky.benchmarks.report;

import java.util.Map;

/** Who the peers are, with versions and commands. */
final class Legend {

    private final Map<String, Contender> contenders;

    Legend(Map<String, Contender> contenders) {
        this.contenders = contenders;
    }

    String text() {
        StringBuilder text = new StringBuilder("\n## Peers\n\n");
        for (Contender peer : contenders.values()) {
            text.append("- **").append(peer.name()).append("**: ").append(peer.description());
            if (!peer.missing().isEmpty()) {
                text.append("; left out: ").append(peer.missing());
            } else if (!peer.version().isEmpty()) {
                text.append("; ")
                        .append(peer.version())
                        .append("; `")
                        .append(String.join(" ", peer.command()))
                        .append('`');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
