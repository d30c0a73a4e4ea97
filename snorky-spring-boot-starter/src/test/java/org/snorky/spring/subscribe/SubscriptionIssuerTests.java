package org.snorky.spring.subscribe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SnorkyBackend;
import org.snorky.protocol.SubscriptionItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

class SubscriptionIssuerTests {

    private static final List<SubscriptionItem> ITEMS =
            List.of(new SubscriptionItem("AllTasks", NullNode.getInstance()));

    private final AtomicLong now = new AtomicLong();
    private final List<IssuerListener.Result> results = new ArrayList<>();
    private final Server server = new Server();
    private final SubscriptionIssuer issuer =
            new SubscriptionIssuer(server, Duration.ofSeconds(5), now::get, (result, time) -> results.add(result));

    private Optional<String> issue() {
        return issuer.issue(ITEMS, null);
    }

    @Test
    void issuesTokens() {
        assertThat(issue()).hasValue("token-1");
        assertThat(issuer.problem()).isNull();
        assertThat(results).containsExactly(IssuerListener.Result.ISSUED);
    }

    @Test
    void leavesAServerThatIsAwayAloneForAWhile() {
        server.failure = new IllegalStateException("away");
        assertThat(issue()).isEmpty();
        assertThat(issue()).isEmpty();
        issuer.withdraw("t");

        assertThat(server.asked).isEqualTo(1);
        assertThat(issuer.problem()).isEqualTo("away");
        assertThat(results).containsExactly(IssuerListener.Result.FAILED, IssuerListener.Result.SKIPPED);
    }

    @Test
    void asksAgainAfterThatWhile() {
        server.failure = new IllegalStateException("away");
        issue();
        server.failure = null;
        now.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(issue()).hasValue("token-2");
        assertThat(issue()).hasValue("token-3");
        assertThat(issuer.problem()).isNull();
    }

    @Test
    void letsOneRequestAskForAllWhenTheWhileIsOver() {
        server.failure = new IllegalStateException("away");
        issue();
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        server.whileAsked = () -> assertThat(issue()).isEmpty();
        issue();

        assertThat(server.asked).isEqualTo(2);
        assertThat(results).contains(IssuerListener.Result.SKIPPED);
    }

    @Test
    void servesOnWithoutATokenWhenTheServerRefuses() {
        server.failure = new ProtocolException("No such dealer", ErrorCode.NO_SUCH_DEALER);

        assertThat(issue()).isEmpty();
        assertThat(issue()).isEmpty();
        assertThat(server.asked).as("a refusal is no outage").isEqualTo(2);
        assertThat(issuer.problem()).isNull();
    }

    private static final class Server implements SnorkyBackend {

        private @Nullable RuntimeException failure;
        private Runnable whileAsked = () -> {};
        private int asked;

        @Override
        public Authorization authorize(List<SubscriptionItem> items, @Nullable JsonNode identity) {
            asked++;
            Runnable meanwhile = whileAsked;
            whileAsked = () -> {};
            meanwhile.run();
            if (failure != null) {
                throw failure;
            }
            return new Authorization("token-" + asked, "p", Instant.MAX);
        }

        @Override
        public String publish(DeltaBatch batch) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean cancel(String token) {
            asked++;
            return true;
        }

        @Override
        public int revoke(Revocation revocation, boolean empty) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publish(JsonNode channel, JsonNode message) {}
    }
}
