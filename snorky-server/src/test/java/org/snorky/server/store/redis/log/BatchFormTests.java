package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.protocol.Withdrawal;
import tools.jackson.databind.JsonNode;

class BatchFormTests {

    private static final SubscriptionItem ITEM = new SubscriptionItem("Täsks", json("[\"==\",\"list\",5]"));

    static Stream<Change> changes() {
        return Stream.of(
                new Delta.Insert("Task", json("{\"id\":1,\"text\":\"é:3\"}")),
                new Delta.Update("Täsk 2", json("{\"id\":1}"), json("{}")),
                new Delta.Delete("", json("{\"n\":1.10}")),
                Invalidation.ofModel("Task"),
                Invalidation.ofItem(ITEM),
                Invalidation.ofItem(new SubscriptionItem("All", json("null"))),
                new Withdrawal(new Revocation.OfToken("abc"), Withdrawal.Cause.CANCELLED, false),
                new Withdrawal(new Revocation.OfToken("abc"), Withdrawal.Cause.REVOKED, true),
                new Withdrawal(new Revocation.OfIdentity(json("{\"user\":7}")), Withdrawal.Cause.REVOKED, false),
                new Withdrawal(new Revocation.OfIdentity(json("{\"user\":7}")), Withdrawal.Cause.REVOKED, true),
                new Withdrawal(new Revocation.OfItem(ITEM), Withdrawal.Cause.REVOKED, false),
                new Withdrawal(new Revocation.OfItem(ITEM), Withdrawal.Cause.REVOKED, true));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void readsWhatItWrote(Change change) {
        assertThat(BatchForm.read(form(change))).containsExactly(change);
    }

    @Test
    void keepsTheOrderOfABatch() {
        List<Change> batch = changes().toList();

        assertThat(BatchForm.read(form(batch.toArray(Change[]::new)))).isEqualTo(batch);
    }

    @Test
    void isTextThatPeopleCanRead() {
        assertThat(new String(
                        form(
                                new Delta.Insert("Task", json("{\"id\":1}")),
                                new Delta.Update("Task", json("{\"id\":2}"), json("{}")),
                                Invalidation.ofModel("Task")),
                        StandardCharsets.UTF_8))
                .isEqualTo("i4:Task8:{\"id\":1}u4:Task8:{\"id\":2}2:{}m4:Task");
    }

    @Test
    void givesRowsTheBytesTheyHad() {
        Delta.Insert read = (Delta.Insert) BatchForm.read(form(new Delta.Insert("T", json("{\"n\":1.100}"))))
                .get(0);

        assertThat(read.row()).hasToString("{\"n\":1.100}");
        assertThat(read.row().encoded()).isSameAs(read.row());
    }

    @Test
    void keepsTheNameOfAModelOnce() {
        List<Change> read = BatchForm.read(form(Invalidation.ofModel("Task"), new Delta.Insert("Task", json("{}"))));

        assertThat(((Delta) read.get(1)).model()).isSameAs(((Invalidation.Model) read.get(0)).model());
    }

    @Test
    void readsNothingOfNothing() {
        assertThat(BatchForm.read(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x4:Task",
                "i4:Task",
                "i4Task",
                "i:Task2:{}",
                "i99:Task2:{}",
                "i-1:Task2:{}",
                "i99999999999999999999:Task2:{}",
                "i4:Task2:{}i",
                "q1:D3:[1,",
                "t1:x3:abc",
                "\u0000"
            })
    void refusesWhatItCouldNotHaveWritten(String form) {
        assertThatThrownBy(() -> BatchForm.read(form.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableBatchException.class);
    }

    @Test
    void readsABeginningAsFewerChangesOrNotAtAll() {
        byte[] whole = form(changes().toArray(Change[]::new));
        List<Change> all = changes().toList();

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                List<Change> read = BatchForm.read(cut);
                assertThat(read).hasSizeLessThan(all.size()).isEqualTo(all.subList(0, read.size()));
            } catch (UnreadableBatchException told) {
                assertThat(told).hasMessageContaining("byte");
            }
        }
    }

    private static byte[] form(Change... changes) {
        return Batch.of(null, List.of(changes)).form();
    }

    private static JsonNode json(String text) {
        return WireJson.mapper().readTree(text);
    }
}
