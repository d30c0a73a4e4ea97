package org.snorky.spring.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.snorky.protocol.Delta;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.spring.outbox.OutboxRelay;
import org.snorky.spring.publish.SnorkyPublisher;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The outbox as operators see it, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnorkyOutboxOperationsTests {

    private ConfigurableApplicationContext application;
    private RestClient actuator;

    @BeforeAll
    void start() {
        application = new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        "server.port=0",
                        "snorky.server.enabled=false",
                        "snorky.client.outbox.enabled=true",
                        "spring.datasource.generate-unique-name=true",
                        "management.endpoints.web.exposure.include=snorkyoutbox")
                .run();
        actuator = RestClient.builder()
                .baseUrl("http://localhost:" + application.getEnvironment().getProperty("local.server.port")
                        + "/actuator/snorkyoutbox")
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    @AfterAll
    void stop() {
        application.close();
    }

    private void awaitEmpty() throws InterruptedException {
        assertThat(application
                        .getBean(OutboxRelay.class)
                        .awaitEmpty(Duration.ofMinutes(1).toNanos()))
                .isTrue();
    }

    private JsonNode exchange(HttpMethod method, String path) {
        return actuator.method(method).uri(path).retrieve().body(JsonNode.class);
    }

    private Health health() {
        return application
                .getBean("snorkyClientHealthIndicator", HealthIndicator.class)
                .health();
    }

    @Test
    void seeWhatIsParkedButNotItsRowsAndMaySendItAgainOrDiscardIt() throws Exception {
        application.getBean(SnorkyPublisher.class).inserted("Refused", Map.of("id", 1, "secret", "swordfish"));
        awaitEmpty();

        JsonNode parked = exchange(HttpMethod.GET, "").path("parked").path(0);
        assertThat(parked.path("models").path(0).stringValue()).isEqualTo("Refused");
        assertThat(parked.path("problem").stringValue()).contains("Not here");
        assertThat(exchange(HttpMethod.GET, "").toString()).doesNotContain("swordfish");
        String path = "/" + parked.path("id").longValue();
        assertThat(exchange(HttpMethod.GET, path)).isEqualTo(parked);

        assertThat(exchange(HttpMethod.POST, path).path("done").booleanValue()).isTrue();
        awaitEmpty();
        assertThat(exchange(HttpMethod.GET, path).path("attempts").intValue()).isEqualTo(2);

        assertThat(application
                        .getBean(MeterRegistry.class)
                        .get("snorky.client.outbox.refused")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
        assertThat(application
                        .getBean(MeterRegistry.class)
                        .get("snorky.client.outbox.pending")
                        .gauge()
                        .value())
                .isZero();
        Health health = health();
        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).containsKeys("pendingTransactions", "parkedTransactions", "oldestPending");

        assertThat(exchange(HttpMethod.DELETE, path).path("done").booleanValue())
                .isTrue();
        assertThat(exchange(HttpMethod.DELETE, path).path("done").booleanValue())
                .isFalse();
        assertThat(exchange(HttpMethod.GET, "").path("parked").size()).isZero();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SecurityFilterChain security(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        @Bean
        SnorkyBackend server() {
            return new RefusingServer();
        }
    }

    /** Refuses the model {@code Refused}, and takes all else. */
    private static final class RefusingServer implements SnorkyBackend {

        @Override
        public String publish(DeltaBatch batch) {
            if (batch.changes().stream()
                    .anyMatch(change ->
                            change instanceof Delta delta && delta.model().equals("Refused"))) {
                throw new ProtocolException("Not here", ErrorCode.INVALID_MODEL);
            }
            return "p:1";
        }

        @Override
        public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean cancel(String token) {
            return false;
        }

        @Override
        public int revoke(Revocation revocation, boolean empty) {
            return 0;
        }

        @Override
        public void publish(JsonNode channel, JsonNode message) {}
    }
}
