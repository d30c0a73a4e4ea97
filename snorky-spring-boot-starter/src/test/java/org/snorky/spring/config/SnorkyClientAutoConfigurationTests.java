package org.snorky.spring.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.client.SnorkyClient;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.spring.publish.DeltaSender;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.spring.publish.StaleModels;
import org.snorky.spring.subscribe.SnorkyDataRestAutoConfiguration;
import org.snorky.spring.subscribe.SnorkySubscribeAutoConfiguration;
import org.snorky.spring.subscribe.Subscribe;
import org.snorky.spring.subscribe.SubscriptionIdentity;
import org.snorky.spring.subscribe.SubscriptionIssuer;
import org.snorky.spring.test.AutoConfigureSnorkyRecorder;
import org.snorky.spring.test.SnorkyRecorder;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class SnorkyClientAutoConfigurationTests {

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            SnorkyClientAutoConfiguration.class,
            SnorkyEntityAutoConfiguration.class,
            SnorkySubscribeAutoConfiguration.class,
            SnorkyDataRestAutoConfiguration.class,
            SnorkyClientHealthAutoConfiguration.class,
            SnorkyClientMetricsAutoConfiguration.class,
            JacksonAutoConfiguration.class);

    private final ApplicationContextRunner application = new ApplicationContextRunner().withConfiguration(OURS);

    private final WebApplicationContextRunner remote = new WebApplicationContextRunner()
            .withConfiguration(OURS)
            .withConfiguration(
                    AutoConfigurations.of(WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class))
            .withPropertyValues("snorky.client.key=a-key-of-the-server");

    private final WebApplicationContextRunner web = remote.withUserConfiguration(Recorder.class);

    @Nested
    class TheServer {

        @Test
        void isReachedOverRestWhereThereIsAKey() {
            application.withPropertyValues("snorky.client.key=swordfish").run(context -> assertThat(context)
                    .hasSingleBean(SnorkyClient.class)
                    .hasSingleBean(SnorkyPublisher.class)
                    .hasSingleBean(DeltaSender.class));
        }

        @Test
        void inTheSameProcessWins() {
            application.withUserConfiguration(Recorder.class).run(context -> assertThat(context)
                    .doesNotHaveBean(SnorkyClient.class)
                    .getBean(SnorkyBackend.class)
                    .isInstanceOf(SnorkyRecorder.class));
        }

        @Test
        void withoutAKeyIsAFailureThatSaysWhatToDo() {
            application.run(context -> {
                assertThat(context).hasFailed();
                FailureAnalysis analysis = new MissingBackendKeyFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(analysis.getDescription()).contains("http://localhost:5002");
                assertThat(analysis.getAction()).contains("snorky.client.key", "snorky-server");
            });
        }

        @Test
        void isNotNeededWhereSnorkyIsSwitchedOff() {
            application.withPropertyValues("snorky.client.enabled=false").run(context -> assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(SnorkyBackend.class)
                    .doesNotHaveBean(DeltaSender.class));
        }

        @Test
        void isNotNamedWithItsKeyAnywhere() {
            application.withPropertyValues("snorky.client.key=swordfish").run(context -> assertThat(
                            context.getBean(SnorkyClientProperties.class))
                    .asString()
                    .doesNotContain("swordfish"));
        }
    }

    @Nested
    class WithoutALibrary {

        @Test
        void suchAsHibernateTheRestWorks() {
            application
                    .withUserConfiguration(Recorder.class)
                    .withClassLoader(
                            new FilteredClassLoader("org.hibernate", "jakarta.persistence", "org.springframework.orm"))
                    .run(context -> {
                        assertThat(context).hasNotFailed().hasSingleBean(SnorkyPublisher.class);
                        context.getBean(SnorkyPublisher.class).inserted("Task", Map.of("id", 1));
                        assertThat(context.getBean(SnorkyRecorder.class).deltas())
                                .hasSize(1);
                    });
        }

        @Test
        void suchAsMvcTheRestWorks() {
            application
                    .withUserConfiguration(Recorder.class)
                    .withClassLoader(new FilteredClassLoader("org.springframework.web.servlet", "jakarta.servlet"))
                    .run(context -> assertThat(context).hasNotFailed().hasBean("snorkyClientHealthIndicator"));
        }

        @Test
        void suchAsActuatorOrMicrometerTheRestWorks() {
            web.withClassLoader(new FilteredClassLoader("org.springframework.boot.health", "io.micrometer"))
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(SubscriptionIssuer.class));
        }
    }

    @Nested
    class Endpoints {

        @Test
        void haveAnIdentityThatTheApplicationMayDefine() {
            web.withBean(SubscriptionIdentity.class, SubscriptionIdentity::none)
                    .run(context -> assertThat(context).hasSingleBean(SubscriptionIdentity.class));
        }

        @Test
        void areForTheirUserOnlyWhereTheServerKnowsUsers() {
            MockHttpServletRequest request = new MockHttpServletRequest();
            request.setUserPrincipal(() -> "ann");

            web.run(context -> assertThat(identity(context, request)).isEqualTo(StringNode.valueOf("ann")));
            remote.run(context -> assertThat(identity(context, request)).isNull());
            remote.withPropertyValues("snorky.client.identity=principal")
                    .run(context -> assertThat(identity(context, request)).isEqualTo(StringNode.valueOf("ann")));
        }

        private static @Nullable JsonNode identity(ApplicationContext context, HttpServletRequest request) {
            return context.getBean(SubscriptionIdentity.class).of(request);
        }

        @Test
        void thatNameNoDealerFailTheStart() {
            web.withUserConfiguration(NoDealer.class).run(context -> {
                assertThat(context).hasFailed();
                FailureAnalysis analysis = new InvalidAnnotationFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(analysis.getDescription()).contains("NoDealer", "names no dealer");
            });
        }

        @Test
        void withAQueryThatIsNoExpressionFailTheStart() {
            web.withUserConfiguration(BadQuery.class).run(context -> {
                assertThat(context).hasFailed();
                FailureAnalysis analysis = new InvalidAnnotationFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(analysis.getDescription()).contains("BadQuery", "no SpEL expression");
            });
        }
    }

    @Nested
    class Operators {

        @Test
        void seeThatAllIsWell() {
            web.run(context -> assertThat(
                            health(context.getBean(HealthIndicator.class)).getStatus())
                    .isEqualTo(Status.UP));
        }

        @Test
        void seeStaleModels() {
            web.run(context -> {
                context.getBean(StaleModels.class).add("Task", "for a test");
                Health health = health(context.getBean(HealthIndicator.class));
                assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
                assertThat(health.getDetails()).containsEntry("staleModels", Map.of("Task", "for a test"));
            });
        }

        @Test
        void seeMetrics() {
            web.withUserConfiguration(Metrics.class).run(context -> {
                context.getBean(SnorkyPublisher.class).inserted("Task", Map.of("id", 1));
                assertThat(context.getBean(SnorkyRecorder.class).deltas()).hasSize(1);
                MeterRegistry meters = context.getBean(MeterRegistry.class);
                context.getBeansOfType(io.micrometer.core.instrument.binder.MeterBinder.class)
                        .values()
                        .forEach(binder -> binder.bindTo(meters));
                assertThat(meters.get("snorky.client.deltas.waiting").gauge().value())
                        .isZero();
                assertThat(meters.get("snorky.client.deltas.sent")
                                .functionCounter()
                                .count())
                        .isEqualTo(1);
            });
        }

        private Health health(HealthIndicator indicator) {
            return indicator.health();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigureSnorkyRecorder
    static class Recorder {}

    @Configuration(proxyBeanMethods = false)
    static class Metrics {
        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }

    @RestController
    static class NoDealer {
        @GetMapping("/list")
        @Subscribe(dealer = " ")
        String list() {
            return "";
        }
    }

    @RestController
    static class BadQuery {
        @GetMapping("/list")
        @Subscribe(dealer = "Task", query = "{'==', ")
        String list() {
            return "";
        }
    }
}
