package org.snorky.spring.outbox;

import java.util.List;

/** Transactions that are sent together, in order, under an id that stays theirs until they are sent. */
record OutboxBatch(String id, List<OutboxRow> rows) {

    OutboxBatch {
        rows = List.copyOf(rows);
    }
}
