package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.Row;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.protocol.Withdrawal;

class OwnAppendsTests {

    private static final long SECOND = 1_000_000;
    private static final long FIRST = 1_000_000 * SECOND;
    private static final long SECOND_EPOCH = FIRST + 3_600 * SECOND;

    private final OwnAppends own = new OwnAppends();

    @Test
    void owesNothingWhileTheEpochGoesOn() {
        own.acknowledged(List.of(insert("A")), FIRST, FIRST + SECOND);

        assertThat(own.owedTo(FIRST)).isEmpty();
    }

    @Test
    void owesModelsThatWereWrittenToAfterTheNextEpochBeganOrShortlyBefore() {
        own.acknowledged(List.of(insert("long before")), FIRST, SECOND_EPOCH - 61 * SECOND);
        own.acknowledged(List.of(insert("shortly before")), FIRST, SECOND_EPOCH - 59 * SECOND);
        own.acknowledged(List.of(insert("after"), insert("after")), FIRST, SECOND_EPOCH + 600 * SECOND);

        assertThat(own.owedTo(SECOND_EPOCH))
                .containsExactly(Invalidation.ofModel("shortly before"), Invalidation.ofModel("after"));
    }

    @Test
    void owesWhatIsNoDeltaAsItIs() {
        List<Change> changes = List.of(
                Invalidation.ofItem(new SubscriptionItem("D", WireJson.mapper().readTree("[1]"))),
                new Withdrawal(new Revocation.OfToken("t"), Withdrawal.Cause.REVOKED, true));
        own.acknowledged(changes, FIRST, SECOND_EPOCH);

        assertThat(own.owedTo(SECOND_EPOCH)).isEqualTo(changes);
    }

    @Test
    void owesUntilTheInvalidationIsAcknowledged() {
        own.acknowledged(List.of(insert("A")), FIRST, SECOND_EPOCH);
        assertThat(own.owedTo(SECOND_EPOCH)).hasSize(1);
        own.acknowledged(List.of(insert("A")), SECOND_EPOCH, SECOND_EPOCH + SECOND);
        assertThat(own.owedTo(SECOND_EPOCH)).hasSize(1);

        own.acknowledged(List.of(Invalidation.ofModel("A")), SECOND_EPOCH, SECOND_EPOCH + 2 * SECOND);

        assertThat(own.owedTo(SECOND_EPOCH)).isEmpty();
    }

    @Test
    void owesAgainWhereTheInvalidationIsLostToo() {
        own.acknowledged(List.of(insert("A")), FIRST, SECOND_EPOCH);
        own.owedTo(SECOND_EPOCH);
        own.acknowledged(List.of(Invalidation.ofModel("A")), SECOND_EPOCH, SECOND_EPOCH + SECOND);

        assertThat(own.owedTo(SECOND_EPOCH + 2 * SECOND)).containsExactly(Invalidation.ofModel("A"));
    }

    @Test
    void owesWhatTheReplacedMasterAcknowledgesAfterTheNewEpochIsKnown() {
        own.owedTo(SECOND_EPOCH);

        own.acknowledged(List.of(insert("A")), FIRST, SECOND_EPOCH + SECOND);

        assertThat(own.owedTo(SECOND_EPOCH)).containsExactly(Invalidation.ofModel("A"));
    }

    @Test
    void owesNoMoreThanSoMuch() {
        own.acknowledged(
                IntStream.range(0, 20_000)
                        .<Change>mapToObj(i -> insert("M" + i))
                        .toList(),
                FIRST,
                SECOND_EPOCH);

        assertThat(own.owedTo(SECOND_EPOCH)).hasSize(10_000).contains(Invalidation.ofModel("M19999"));
    }

    private static Delta insert(String model) {
        return new Delta.Insert(model, Row.of(WireJson.mapper().createObjectNode()));
    }
}
