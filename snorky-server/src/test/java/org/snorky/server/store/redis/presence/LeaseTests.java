package org.snorky.server.store.redis.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.RedisExtension;
import org.snorky.server.store.redis.link.RedisSettings;
import org.snorky.server.store.redis.link.TestLink;

/** Leases that beat when the test says so, by a clock that it moves. */
class LeaseTests {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofSeconds(5);

    @RegisterExtension
    static final RedisExtension redis = new RedisExtension();

    private final RedisSettings settings =
            TestLink.ofItsOwn(new RedisSettings("snorky", Duration.ofSeconds(5), LEASE, Duration.ofHours(1), 1));
    private Node a;
    private Node b;

    @BeforeEach
    void startNodes() {
        a = new Node();
        b = new Node();
    }

    /** A node with a tenant that remembers what it was told. */
    private final class Node {

        private final TestLink link = redis.closing(TestLink.to(redis.port(), settings));
        private final Lease lease = new Lease(link.link());
        private final List<String> reaped = new ArrayList<>();
        private final List<String> asserted = new ArrayList<>();
        private boolean isAway;

        Node() {
            lease.add(new Tenant() {
                @Override
                public void reap(String node) {
                    checkThere();
                    reaped.add(node);
                }

                @Override
                public void assertUnder(String node) {
                    checkThere();
                    asserted.add(node);
                }
            });
            lease.start();
        }

        private void checkThere() {
            if (isAway) {
                throw UnavailableException.undone("away");
            }
        }

        void beatAfter(Duration time) {
            link.advance(time);
            lease.beat();
        }
    }

    /** Has nodes beat steadily for two leases. */
    private static void beatSteadily(Node... nodes) {
        for (Duration passed = Duration.ZERO; passed.compareTo(LEASE.multipliedBy(2)) < 0; passed = passed.plus(BEAT)) {
            for (Node node : nodes) {
                node.beatAfter(BEAT);
            }
        }
    }

    @Nested
    class OneThatIsNotRenewed {

        @Test
        void isReapedOnceByWhoWasHeardSteadily() {
            beatSteadily(b);

            assertThat(b.reaped).containsExactly(a.lease.node());
            beatSteadily(b);
            assertThat(b.reaped).hasSize(1);
        }

        @Test
        void isNotReapedByWhoWasNotHeardForALeaseItself() {
            b.beatAfter(LEASE.multipliedBy(2));
            b.beatAfter(BEAT);

            assertThat(b.reaped).isEmpty();
        }

        @Test
        void isReapedByAnotherWhereTheFirstDoesNotEnd() {
            Node c = new Node();
            b.isAway = true;
            assertThatThrownBy(() -> beatSteadily(b, c)).isInstanceOf(UnavailableException.class);
            assertThat(c.reaped).isEmpty();

            beatSteadily(c);
            beatSteadily(c);
            assertThat(c.reaped).contains(a.lease.node());
            c.link.close();
        }
    }

    @Nested
    class WhereTheClockJumpsAsWhenRedisStoodStill {

        @Test
        void nobodyIsReapedWhoIsHeardAgain() {
            beatSteadily(a, b);
            b.beatAfter(Duration.ofHours(1));
            a.beatAfter(Duration.ofHours(1));
            beatSteadily(a, b);

            assertThat(a.reaped).isEmpty();
            assertThat(b.reaped).isEmpty();
            assertThat(a.lease.node()).endsWith(".0");
        }
    }

    @Nested
    class OneThatRedisHasForgotten {

        @Test
        void goesOnUnderAnotherIdAndIsAsserted() {
            String before = a.lease.node();
            redis.server().flush();
            a.lease.beat();

            assertThat(a.lease.node()).isNotEqualTo(before);
            assertThat(a.asserted).containsExactly(a.lease.node());
            a.lease.beat();
            assertThat(a.asserted).hasSize(1);
        }

        @Test
        void isClearedAwayOnceItHadTheTimeToBeAssertedUnderTheNextId() {
            beatSteadily(a, b);
            String before = a.lease.node();
            redis.server().ask("ZREM", a.link.link().keys().of("nodes", "alive"), before);
            a.lease.beat();
            b.lease.beat();
            assertThat(b.reaped).isEmpty();

            beatSteadily(b, a);
            assertThat(b.reaped).containsExactly(before);
            assertThat(a.reaped).isEmpty();
        }

        @Test
        void isAssertedLaterWhereItCouldNotBe() {
            redis.server().flush();
            a.isAway = true;
            assertThatThrownBy(() -> a.lease.beat()).isInstanceOf(UnavailableException.class);
            a.isAway = false;
            a.lease.beat();

            assertThat(a.asserted).containsExactly(a.lease.node());
        }
    }

    @Nested
    class OneThatIsGivenUp {

        @Test
        void doesNotComeBackByAHeartbeatThatWasOnItsWay() throws Exception {
            redis.server().ask("ZREM", a.link.link().keys().of("nodes", "alive"), a.lease.node());
            redis.server().pause();
            Thread heartbeat = startWaiting(a.lease::beat);
            Thread end = startWaiting(a.lease::close);
            redis.server().resume();
            heartbeat.join();
            end.join();

            assertThat(a.asserted).isEmpty();
            assertThat(redis.server().ask("ZRANGE", a.link.link().keys().of("nodes", "alive"), "0", "-1"))
                    .isEqualTo(List.of(b.lease.node()));
        }

        private static Thread startWaiting(Runnable task) {
            Thread thread = new Thread(task);
            thread.start();
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
            return thread;
        }

        @Test
        void isReapedWithoutWaitingForItsEnd() {
            beatSteadily(a, b);
            a.lease.close();
            b.lease.beat();

            assertThat(b.reaped).containsExactly(a.lease.node());
        }
    }
}
