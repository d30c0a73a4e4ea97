package org.snorky.spring.entity;

import java.util.Map;

/** What entities emit is the same through an outbox. */
class OutboxH2EntityDeltasTests extends EntityDeltasContract {

    @Override
    Map<String, String> database() {
        return Map.of("spring.datasource.generate-unique-name", "true", "snorky.client.outbox.enabled", "true");
    }
}
