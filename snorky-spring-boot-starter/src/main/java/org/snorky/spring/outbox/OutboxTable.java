package org.snorky.spring.outbox;

import java.util.regex.Pattern;

/**
 * The name of the outbox's table; the table whose one row is the relays' lock has it with {@code _lock} appended.
 *
 * @param name a plain SQL name, with that of a schema before it or not, since it becomes part of statements
 */
public record OutboxTable(String name) {

    static final String DEFAULT_NAME = "snorky_outbox";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

    public OutboxTable {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("No plain SQL name of a table: '" + name
                    + "'; letters, digits and underscores may be in snorky.client.outbox.table, and one dot");
        }
    }

    String lock() {
        return name + "_lock";
    }

    /** A statement or script that is written for the default name, for this one. */
    String in(String sql) {
        return sql.replace(DEFAULT_NAME, name);
    }
}
