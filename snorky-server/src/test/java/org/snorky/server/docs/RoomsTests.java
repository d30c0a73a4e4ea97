package org.snorky.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.WireJson;
import org.snorky.server.chat.ChatService;
import org.snorky.server.config.SnorkyProperties;
import org.snorky.server.config.SnorkyServerAutoConfiguration;
import org.snorky.server.rpc.RpcDispatcher;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.session.RecordingSession;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.node.StringNode;

/** What the guide tells of chat does what it says. */
class RoomsTests {

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SnorkyServerAutoConfiguration.class));

    @Test
    void letTheirMembersIn() {
        Rooms rooms = (room, user) -> room.equals("tea") && user.equals("ann");
        runner.withBean(RoomPolicy.class, () -> new RoomPolicy(rooms)).run(context -> {
            RpcDispatcher chat = new RpcServices(
                            Validation.buildDefaultValidatorFactory().getValidator(), new SimpleMeterRegistry())
                    .of(context.getBean(ChatService.class));
            RecordingSession ann = new RecordingSession(StringNode.valueOf("ann"));
            for (String call : List.of(
                    "{'command':'join','params':{'channel':'milk'}}",
                    "{'command':'join','params':{'channel':'tea'}}",
                    "{'command':'send','params':{'channel':'tea','body':'" + "a".repeat(1001) + "'}}")) {
                chat.received(ann, WireJson.mapper().readTree(call.replace('\'', '"')));
            }

            assertThat(ann.all())
                    .extracting(answer -> answer.at("/message/code").asString("joined"))
                    .containsExactly("not_authorized", "joined", "not_authorized");
        });
    }

    @Test
    void keepTheHistoryOfTheGuide() throws IOException {
        List<PropertySource<?>> guide =
                new YamlPropertySourceLoader().load("guide", new ClassPathResource("examples/history.yml"));
        runner.withInitializer(context -> guide.forEach(
                        source -> context.getEnvironment().getPropertySources().addFirst(source)))
                .run(context -> {
                    SnorkyProperties properties = context.getBean(SnorkyProperties.class);
                    assertThat(properties.chat().history().channels()).containsExactly("room-*", "announcements");
                    assertThat(properties.chat().history().age()).isEqualTo(Duration.ofDays(7));
                    assertThat(properties.chat().presenceGrace()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(properties.pubsub().history().count()).isEqualTo(1);
                });
    }

    @Test
    void sayWhatIsWrongWithTheirSettings() {
        runner.withPropertyValues("snorky.chat.history.count=0").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("snorky.chat.history.count must be positive"));
    }
}
