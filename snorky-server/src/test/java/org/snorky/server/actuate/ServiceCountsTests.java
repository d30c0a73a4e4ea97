package org.snorky.server.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snorky.server.config.SnorkyServerAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

class ServiceCountsTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SnorkyServerAutoConfiguration.class));

    @Test
    void tellHowMuchOfEachServiceIsInUse() {
        runner.run(context -> assertThat(details(context.getBeanProvider(SnorkyDetails.class)
                        .orderedStream()
                        .toList()))
                .containsEntry("pubsub", Map.of("channels", 0, "historyMessages", 0, "historyBytes", 0L))
                .containsEntry(
                        "chat",
                        Map.of("channels", 0, "members", 0, "absent", 0, "historyMessages", 0, "historyBytes", 0L))
                .containsEntry("messaging", Map.of("names", 0, "clients", 0))
                .containsEntry("cursors", Map.of("documents", 0, "cursors", 0)));
    }

    @Test
    void leaveOutWhatIsSwitchedOff() {
        runner.withPropertyValues("snorky.chat.enabled=false", "snorky.cursors.enabled=false")
                .run(context -> assertThat(details(context.getBeanProvider(SnorkyDetails.class)
                                .orderedStream()
                                .toList()))
                        .containsKey("messaging")
                        .doesNotContainKeys("chat", "cursors"));
    }

    private static Map<String, Object> details(List<SnorkyDetails> parts) {
        return new SnorkyEndpoint(parts).details();
    }
}
