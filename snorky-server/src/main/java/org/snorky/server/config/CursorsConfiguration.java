package org.snorky.server.config;

import java.util.Map;
import org.snorky.server.actuate.ServiceCounts;
import org.snorky.server.cursors.CursorPolicy;
import org.snorky.server.cursors.Cursors;
import org.snorky.server.cursors.CursorsService;
import org.snorky.server.cursors.Documents;
import org.snorky.server.cursors.LocalDocuments;
import org.snorky.server.rpc.NameLimit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Shared cursors. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "snorky.cursors.enabled", matchIfMissing = true)
class CursorsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Documents snorkyDocuments(SnorkyProperties properties) {
        return new LocalDocuments(properties.cursors().maxCursorsPerDocument());
    }

    @Bean
    Cursors snorkyCursors(Documents documents, SnorkyProperties properties, SnorkyMeters meters) {
        return new Cursors(documents, properties.cursors().settings(), meters.registry());
    }

    @Bean
    CursorsService snorkyCursorsService(
            Cursors cursors, ObjectProvider<CursorPolicy> policy, SnorkyProperties properties) {
        return new CursorsService(
                cursors,
                policy.getIfAvailable(() -> new CursorPolicy() {}),
                new NameLimit(properties.cursors().maxDocumentLength()));
    }

    @Bean
    @Order(7)
    ServiceCounts snorkyCursorsCounts(Cursors cursors) {
        return new ServiceCounts(
                "cursors", () -> Map.of("documents", cursors.documentCount(), "cursors", cursors.cursorCount()));
    }
}
