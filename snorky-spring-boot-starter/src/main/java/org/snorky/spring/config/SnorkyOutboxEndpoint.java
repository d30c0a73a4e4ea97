package org.snorky.spring.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.spring.outbox.OutboxGauge;
import org.snorky.spring.outbox.OutboxLevel;
import org.snorky.spring.outbox.ParkedTransaction;
import org.snorky.spring.outbox.ParkedTransactions;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The actuator's view of the outbox: how full it is, and what was parked, to be sent again or discarded.
 *
 * <p>Never shows rows: whoever may watch an application need not be allowed to read its users' data.
 */
@Endpoint(id = "snorkyoutbox")
final class SnorkyOutboxEndpoint {

    private static final int MAX_LISTED = 100;

    private final ParkedTransactions parked;
    private final OutboxGauge gauge;

    SnorkyOutboxEndpoint(ParkedTransactions parked, OutboxGauge gauge) {
        this.parked = parked;
        this.gauge = gauge;
    }

    /**
     * @param level null if the database does not say
     * @param parked the oldest hundred
     */
    record Contents(@Nullable OutboxLevel level, List<ParkedTransaction> parked) {}

    @ReadOperation
    Contents outbox() {
        return new Contents(gauge.level(), parked.first(MAX_LISTED));
    }

    /** Null, which is answered with 404, if it is not parked. */
    @ReadOperation
    @Nullable ParkedTransaction parked(@Selector long id) {
        return parked.find(id).orElse(null);
    }

    /** Says whether it was parked; what became of it shows when it is asked for again. */
    @WriteOperation
    Result resend(@Selector long id) {
        return new Result(parked.resend(id));
    }

    @DeleteOperation
    Result discard(@Selector long id) {
        return new Result(parked.discard(id));
    }

    /** @param done false if there was no such parked transaction */
    record Result(boolean done) {}
}
