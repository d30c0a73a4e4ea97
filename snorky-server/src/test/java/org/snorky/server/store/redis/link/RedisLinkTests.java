package org.snorky.server.store.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.testsupport.net.Cable;
import org.snorky.testsupport.redis.RedisServer;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

class RedisLinkTests {

    private static final Script COUNT = Script.of("test-first", "test-count");

    private final RedisServer redis = RedisServer.start();
    private final TestLink test = TestLink.to(redis.port());
    private final RedisLink link = test.link();

    @AfterEach
    void ends() {
        redis.resume();
        test.close();
        redis.close();
    }

    private Answer count() {
        return link.run(COUNT, List.of("{snorky:log}:count"), "é");
    }

    @Test
    void givesWhatAScriptAnswers() {
        count();
        Answer answer = count();
        assertThat(answer.number(0)).isEqualTo(3);
        assertThat(answer.text(1)).isEqualTo("é");
        assertThat(answer.list(2).size()).isZero();
        assertThat(answer.isNull(3)).isTrue();
        assertThat(link.start(COUNT, List.of("{snorky:log}:count"), "later")
                        .toCompletableFuture()
                        .join()
                        .text(1))
                .isEqualTo("later");
    }

    @Test
    void givesWhatACommandAnswers() {
        assertThat(link.ask("SET", "key", 12).text(0)).isEqualTo("OK");
        assertThat(link.ask("GET", "key").number(0)).isEqualTo(12);
        assertThat(link.ask("GET", "other").isNull(0)).isTrue();
        assertThat(link.ask("HGETALL", "other").size()).isZero();
        link.ask("RPUSH", "list", "a", "b");
        assertThat(link.ask("LRANGE", "list", 0, -1).texts()).containsExactly("a", "b");
    }

    @Test
    void runsAScriptThatRedisHasForgotten() {
        count();
        redis.ask("SCRIPT", "FLUSH");
        assertThat(count().number(0)).isEqualTo(3);
    }

    @Test
    void tellsAMistakeAsWhatItIs() {
        redis.ask("SET", "{snorky:log}:count", "no number");
        assertThatThrownBy(this::count).isInstanceOf(IllegalStateException.class);
        assertThat(link.outage()).isNull();
    }

    @Nested
    class Beating {

        @Test
        void runsWhatIsToBeRunEachTime() {
            AtomicInteger beats = new AtomicInteger();
            link.everyBeat(() -> {
                throw new IllegalStateException("one that fails keeps none of the others from running");
            });
            link.everyBeat(beats::incrementAndGet);
            await().until(() -> beats.get() > 3);
        }
    }

    @Nested
    class Listening {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final AtomicInteger missed = new AtomicInteger();
        private final Ear ear = new Ear() {
            @Override
            public void heard(byte[] message) {
                heard.add(new String(message, StandardCharsets.UTF_8));
            }

            @Override
            public void missed() {
                missed.incrementAndGet();
            }
        };

        @Test
        void hearsWhatIsPublishedOnceItIsConfirmed() throws Exception {
            link.listen("channel", ear).toCompletableFuture().join();
            redis.ask("PUBLISH", "channel", "one");
            redis.ask("PUBLISH", "other", "not this");
            redis.ask("PUBLISH", "channel", "two");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("one");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("two");
            link.stop("channel");
            await().until(() -> redis.ask("PUBLISH", "channel", "three").equals(0L));
        }

        @Test
        void listensAgainAndSaysThatItMayHaveMissedSome() throws Exception {
            link.listen("channel", ear).toCompletableFuture().join();
            redis.restart();
            await().until(() -> missed.get() == 1);
            redis.ask("PUBLISH", "channel", "after");
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("after");
        }

        @Test
        void refusesWhereItCannotListen() {
            redis.kill();
            await().until(() -> link.outage() != null);
            assertThatThrownBy(() ->
                            link.listen("channel", ear).toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(UnavailableException.class);
        }

        @Test
        void doesNotLetWhoWaitsForItWaitForLong() {
            redis.pause();
            assertThatThrownBy(() -> link.await(link.listen("channel", ear)))
                    .isInstanceOfSatisfying(UnavailableException.class, away -> assertThat(away.code())
                            .isEqualTo(ErrorCode.UNAVAILABLE));
            redis.resume();
            await().until(() -> link.outage() == null);
            link.await(link.listen("channel", ear));
            assertThat(redis.ask("PUBLISH", "channel", "after")).isEqualTo(1L);
        }

        @Test
        void listensAgainWhereTheConnectionStaysAndNothingComesOnIt() throws Exception {
            AtomicLong nanos = new AtomicLong();
            try (Cable cable = new Cable(redis.port());
                    TestLink through = TestLink.to(
                            new RedisStandaloneConfiguration("127.0.0.1", cable.port()),
                            TestLink.SETTINGS,
                            nanos::get)) {
                through.link().listen("channel", ear).toCompletableFuture().join();
                cable.strand(Cable.Side.NEAR);
                await().ignoreException(UnavailableException.class)
                        .until(() -> through.link()
                                        .ask("PUBLISH", "channel", "unheard")
                                        .number(0)
                                == 0);
                assertThat(through.link().outage()).isNull();
                assertThat(missed).hasValue(0);

                nanos.addAndGet(Duration.ofMinutes(1).toNanos());
                await().until(() -> missed.get() == 1);
                redis.ask("PUBLISH", "channel", "after");
                assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("after");
            }
        }

        @Test
        void listensAgainWhenOnlyThisConnectionIsLost() {
            link.listen("channel", ear).toCompletableFuture().join();
            redis.ask("CLIENT", "KILL", "TYPE", "pubsub");
            await().until(() -> missed.get() == 1 && link.outage() == null);
            assertThat(redis.ask("PUBLISH", "channel", "after")).isEqualTo(1L);
        }
    }

    @Nested
    class Tailing {

        @Test
        void readsWhatIsThereAndWaitsForMore() throws Exception {
            redis.ask("XADD", "{snorky:log}:stream", "1-1", "d", "first");
            try (RedisTail tail = link.openTail()) {
                Answer entries = tail.read("{snorky:log}:stream", "0", 10, Duration.ofSeconds(1));
                assertThat(entries.size()).isEqualTo(1);
                assertThat(entries.list(0).text(0)).isEqualTo("1-1");
                assertThat(entries.list(0).list(1).texts()).containsExactly("d", "first");
                Thread later = new Thread(() -> redis.ask("XADD", "{snorky:log}:stream", "1-2", "d", "second"));
                later.start();
                Answer more;
                do {
                    more = tail.read("{snorky:log}:stream", "1-1", 10, Duration.ofSeconds(1));
                } while (more.size() == 0);
                assertThat(more.list(0).text(0)).isEqualTo("1-2");
                later.join();
            }
        }

        @Test
        void givesNothingWhenTheTimeIsOver() throws Exception {
            try (RedisTail tail = link.openTail()) {
                assertThat(tail.read("{snorky:log}:stream", "0", 10, Duration.ofMillis(20))
                                .size())
                        .isZero();
            }
        }

        @Test
        void failsOnceTheConnectionIsLost() {
            try (RedisTail tail = link.openTail()) {
                redis.kill();
                assertThatThrownBy(() -> tail.read("{snorky:log}:stream", "0", 10, Duration.ofSeconds(1)))
                        .isInstanceOf(UnavailableException.class);
            }
        }
    }

    @Nested
    class WhenRedisIsAway {

        @Test
        void failsOnceByTimeAndThenAtOnceUntilItAnswersAgain() {
            redis.pause();
            assertThatThrownBy(RedisLinkTests.this::count).satisfies(hasCode(ErrorCode.TIMEOUT));
            assertThatThrownBy(RedisLinkTests.this::count).satisfies(hasCode(ErrorCode.UNAVAILABLE));
            assertThat(link.outage()).isNotNull();
            redis.resume();
            await().until(() -> link.outage() == null);
            assertThat(count().number(0)).isPositive();
        }

        @Test
        void connectsToTheNextProcessAtItsAddress() {
            count();
            redis.kill();
            await().until(() -> link.outage() != null);
            assertThatThrownBy(RedisLinkTests.this::count).satisfies(hasCode(ErrorCode.UNAVAILABLE));
            redis.restart();
            await().until(() -> link.outage() == null);
            assertThat(count().number(0)).isEqualTo(2);
        }

        @Test
        void sendsNothingTwice() {
            redis.pause();
            assertThatThrownBy(RedisLinkTests.this::count).satisfies(hasCode(ErrorCode.TIMEOUT));
            redis.resume();
            await().until(() -> link.outage() == null);
            assertThat(link.ask("GET", "{snorky:log}:count").isNull(0)
                            || link.ask("GET", "{snorky:log}:count").number(0) == 1)
                    .isTrue();
        }

        @Test
        void tellsWhenItIsConnectedAnew() {
            AtomicInteger connected = new AtomicInteger();
            link.onConnected(connected::incrementAndGet);
            link.reconnect("a test");
            await().until(() -> connected.get() == 1 && link.outage() == null);
        }

        @Test
        void doesNotStart() {
            redis.kill();
            assertThatThrownBy(() -> TestLink.to(redis.port()))
                    .isInstanceOf(UnsuitableRedisException.class)
                    .hasMessageContaining(Integer.toString(redis.port()));
        }
    }

    @Nested
    class WhenItsMasterBecomesAReplica {

        @Test
        void refusesAndConnectsAnew() {
            try (RedisServer other = RedisServer.start()) {
                AtomicInteger connected = new AtomicInteger();
                link.onConnected(connected::incrementAndGet);
                redis.follow(other);
                assertThatThrownBy(() -> link.ask("SET", "key", "value")).satisfies(hasCode(ErrorCode.UNAVAILABLE));
                await().until(() -> connected.get() > 0);
            }
        }
    }

    private static org.assertj.core.api.ThrowingConsumer<Throwable> hasCode(String code) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(ProtocolException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }
}
