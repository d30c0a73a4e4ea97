package org.snorky.server.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

class ComeBackSpreadTests {

    private final ComeBackSpread spread = new ComeBackSpread(1000, Duration.ofSeconds(30), new Random(20_260_101));

    private JsonNode message(int clients) {
        return WireJson.mapper().readTree(spread.message(clients).utf8());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 5", "2500, 2500", "30000, 30000", "2000000000, 30000"})
    void windowGrowsWithTheClientsUpToTheLongest(int clients, long millis) {
        assertThat(spread.window(clients)).hasMillis(millis);
    }

    @Test
    void clientIsToldByTheServerItself() {
        JsonNode told = message(5000);

        assertThat(told.get("service").asString()).isEqualTo("snorky");
        assertThat(told.at("/message/type").asString()).isEqualTo("goingAway");
        assertThat(told.at("/message/comeBackIn").isIntegralNumber()).isTrue();
    }

    @Test
    void clientsAreSpreadEvenlyOverTheWindow() {
        long[] tenths = new long[10];
        LongStream.generate(() -> message(10_000).at("/message/comeBackIn").asLong())
                .limit(10_000)
                .forEach(millis -> tenths[(int) Math.min(9, millis / 1000)]++);

        assertThat(LongStream.of(tenths).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(850L, 1150L));
    }

    @Test
    void lonelyClientComesBackAtOnce() {
        assertThat(message(1).at("/message/comeBackIn").asLong()).isBetween(0L, 1L);
    }
}
