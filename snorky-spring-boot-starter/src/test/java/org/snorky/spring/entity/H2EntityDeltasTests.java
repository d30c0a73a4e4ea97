package org.snorky.spring.entity;

import java.util.Map;

class H2EntityDeltasTests extends EntityDeltasContract {

    @Override
    Map<String, String> database() {
        return Map.of("spring.datasource.generate-unique-name", "true");
    }
}
