package org.snorky.spring.outbox;

/** One transaction in the table, as it stands there. */
record OutboxRow(long id, String changes, String models) {}
