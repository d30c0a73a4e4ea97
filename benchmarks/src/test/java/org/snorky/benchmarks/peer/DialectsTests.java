package org.snorky.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.benchmarks.load.Publisher;
import org.snorky.benchmarks.load.Step;

class DialectsTests {

    private static final int PORT = 27000;
    private static final String PAYLOAD = "{\"stamp\":\"~1~\"}";

    static Stream<Dialect> dialects() {
        return Stream.of(
                new Floor.Talk(PORT),
                new NatsDialect(PORT, "token"),
                new JetStreamDialect(PORT, "token"),
                new Centrifuge.Talk(PORT, new AccessTokens("secret")),
                new Nchan.Talk(PORT, false, false),
                new Nchan.Talk(PORT, true, false),
                new Nchan.Talk(PORT, false, true),
                new WordsDialect(PORT),
                new SocketIo.Talk(PORT),
                new StompDialect(PORT));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void publishThePayloadAsItIs(Dialect dialect) {
        assertThat(published(dialect)).containsOnlyOnce(PAYLOAD);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void nameEachChannelWhereThereAreAny(Dialect dialect) {
        String said = dialect.handshake(7, 3).path() + said(dialect.subscribe(7, 3));

        if (!(dialect instanceof Floor.Talk)) {
            assertThat(said).contains("news", "quiet-1", "quiet-2");
        }
    }

    @Nested
    class Nats {

        @Test
        void saysHowLongThePayloadIs() {
            assertThat(published(new NatsDialect(PORT, "token"))).isEqualTo("PUB news 15\r\n" + PAYLOAD + "\r\n");
        }

        @Test
        void subscribesInOneFrame() {
            assertThat(new NatsDialect(PORT, "t").subscribe(0, 2))
                    .containsExactly(Step.say(
                            "CONNECT {\"verbose\":false,\"auth_token\":\"t\"}\r\nSUB news 1\r\nSUB quiet-1 2\r\nPING\r\n",
                            "PONG"));
        }

        @Test
        void hasAConsumerOfItsOwnForEachSubject() {
            assertThat(new JetStreamDialect(PORT, "t").subscribe(4, 2))
                    .extracting(Step::message)
                    .satisfiesExactly(
                            stream -> assertThat(stream)
                                    .contains(
                                            "PUB $JS.API.STREAM.CREATE.benchmark answers.4 ",
                                            "\"subjects\":[\"news\",\"quiet-1\""),
                            news -> assertThat(news).contains("SUB inbox.4.2 2\r\n", "\"filter_subject\":\"news\""),
                            quiet -> assertThat(quiet)
                                    .contains("SUB inbox.4.3 3\r\n", "\"filter_subject\":\"quiet-1\""));
        }
    }

    @Nested
    class Stomp {

        @Test
        void endsEachFrameWithANull() {
            StompDialect stomp = new StompDialect(PORT);

            assertThat(published(stomp)).isEqualTo("SEND\ndestination:/topic/news\n\n" + PAYLOAD + '\0');
            assertThat(stomp.subscribe(1, 1))
                    .extracting(Step::message)
                    .allMatch(frame -> frame.endsWith("\n\n\0") || frame.endsWith("\n\nsubscribed\0"));
        }

        @Test
        void leavesNothingBehindOfWhatItAskedItselfWith() {
            assertThat(said(new StompDialect(PORT).subscribe(1, 1))).endsWith("UNSUBSCRIBE\nid:own\n\n\0");
        }
    }

    @Nested
    class SocketIO {

        @Test
        void waitsForTheAcknowledgementOfEachRoom() {
            assertThat(new SocketIo.Talk(PORT).subscribe(0, 2))
                    .containsExactly(
                            Step.hear("0{"),
                            Step.say("40", "40{"),
                            Step.say("422[\"subscribe\",\"news\"]", "432["),
                            Step.say("423[\"subscribe\",\"quiet-1\"]", "433["));
        }
    }

    private static String said(List<Step> steps) {
        StringBuilder all = new StringBuilder();
        steps.forEach(step -> all.append(step.message()));
        return all.toString();
    }

    private static String published(Dialect dialect) {
        Publisher publisher = dialect.publisher();
        Publisher.Encoding encoding = publisher instanceof Publisher.OverHttp http
                ? http.encoding()
                : ((Publisher.OverWebSocket) publisher).encoding();
        return encoding.encode(PAYLOAD, 0);
    }
}
