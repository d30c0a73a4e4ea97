package org.snorky.spring.outbox;

import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;

/** What the outbox does on every database. */
abstract class OutboxContract {

    /** An empty database. */
    abstract DataSource newDatabase();

    @Nested
    class Sending extends SendingContract {
        Sending() {
            super(newDatabase());
        }
    }

    @Nested
    class Interrupted extends InterruptionContract {
        Interrupted() {
            super(newDatabase());
        }
    }

    @Nested
    class SeveralInstances extends SeveralInstancesContract {
        SeveralInstances() {
            super(newDatabase());
        }
    }

    @Nested
    class ARefusedTransaction extends RefusedTransactionContract {
        ARefusedTransaction() {
            super(newDatabase());
        }
    }
}
