package org.snorky.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.server.config.SnorkyServerAutoConfiguration;
import org.snorky.server.datasync.DataSync;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class DealersYamlTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SnorkyServerAutoConfiguration.class));

    @Test
    void declaresTheDealersOfTheGuide() throws IOException {
        List<PropertySource<?>> guide =
                new YamlPropertySourceLoader().load("guide", new ClassPathResource("examples/dealers.yml"));

        runner.withInitializer(context -> guide.forEach(
                        source -> context.getEnvironment().getPropertySources().addFirst(source)))
                .run(context -> assertThat(
                                context.getBean(DataSync.class).dealers().declared())
                        .extracting(Object::toString)
                        .containsExactlyInAnyOrder(
                                "BroadcastDealer AllTasks of Task",
                                "SimpleDealer PlayersByColor of Player",
                                "FilterDealer FilteredTasks of Task"));
    }

    @Test
    void saysWhatADealerLacks() {
        runner.withPropertyValues("snorky.datasync.dealers.X.type=simple", "snorky.datasync.dealers.X.model=M")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("snorky.datasync.dealers.X.field is needed by simple dealers"));
    }
}
