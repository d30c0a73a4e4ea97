package org.snorky.spring.entity;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What every database shows of the deltas that entities emit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EntityDeltasContract {

    private ConfigurableApplicationContext application;

    /** Where the database is, as properties of the application. */
    abstract Map<String, String> database();

    @BeforeAll
    void start() {
        Map<String, Object> properties = new HashMap<>(database());
        properties.put("spring.jpa.hibernate.ddl-auto", "create");
        application = new SpringApplicationBuilder(EntityTestApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .bannerMode(Banner.Mode.OFF)
                .run();
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Nested
    class OneTransaction extends OneTransactionContract {
        OneTransaction() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Merging extends MergingContract {
        Merging() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Collections extends CollectionsContract {
        Collections() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Laziness extends LazinessContract {
        Laziness() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Forms extends FormsContract {
        Forms() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Inheritance extends InheritanceContract {
        Inheritance() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class SoftDeletion extends SoftDeletionContract {
        SoftDeletion() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class OtherTransactions extends OtherTransactionsContract {
        OtherTransactions() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Savepoints extends SavepointsContract {
        Savepoints() {
            super(EntityDeltasContract.this.application);
        }
    }

    @Nested
    class Publishing extends PublishingContract {
        Publishing() {
            super(EntityDeltasContract.this.application);
        }
    }
}
