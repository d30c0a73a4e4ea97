package org.snorky.server.datasync.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.FieldPath;
import org.snorky.server.datasync.subscription.Subscription;
import org.snorky.server.position.Position;
import org.snorky.server.session.RecordingSession;
import tools.jackson.databind.JsonNode;

class RowChangesTests {

    private final RowChanges changes = new RowChanges();
    private final Attachment attachment = attachment("t");
    private RowKeys keys = RowKeys.BY_ID;
    private long offset;

    private static Attachment attachment(String token) {
        Subscription subscription = new Subscription(token, List.of(), new Position("e", 0), null);
        return new Attachment(subscription, List.of(), new RecordingSession(), null, true, 1);
    }

    private static JsonNode row(int id, String state) {
        return WireJson.mapper().createObjectNode().put("id", id).put("state", state);
    }

    private boolean add(Attachment to, Delta delta) {
        return add(
                to,
                delta,
                delta instanceof Delta.Insert
                        ? Form.INSERT
                        : delta instanceof Delta.Delete ? Form.DELETE : Form.UPDATE);
    }

    private boolean add(Attachment to, Delta delta, Form form) {
        return changes.add(to, new EncodedDelta(delta, new Position("e", ++offset), keys), form);
    }

    private boolean insert(int id, String state) {
        return add(attachment, new Delta.Insert("Task", row(id, state)));
    }

    private boolean update(int id, String before, String after) {
        return add(attachment, new Delta.Update("Task", row(id, after), row(id, before)));
    }

    private boolean delete(int id, String state) {
        return add(attachment, new Delta.Delete("Task", row(id, state)));
    }

    /** What leaves, as the types, ids, old and new states, and positions. */
    private List<String> leave() {
        List<String> left = new ArrayList<>();
        RowChange change;
        while ((change = changes.poll()) != null) {
            JsonNode message =
                    WireJson.mapper().readTree(change.encode().utf8()).get("message");
            JsonNode delta = message.get("delta");
            left.add("%s %s %s@%s"
                    .formatted(
                            delta.get("type").stringValue(),
                            (delta.has("data") ? delta.get("data") : delta.get("newData"))
                                    .path("id")
                                    .asString(""),
                            delta.has("data")
                                    ? delta.at("/data/state").stringValue()
                                    : delta.at("/oldData/state").stringValue() + ">"
                                            + delta.at("/newData/state").stringValue(),
                            message.get("position").stringValue()));
        }
        return left;
    }

    /** Letters are states: {@code +a} is the insert of a, {@code ab} an update of a to b, {@code -a} the delete of a. */
    @ParameterizedTest
    @CsvSource({
        "+a,        insert 1 a",
        "ab,        update 1 a>b",
        "-a,        delete 1 a",
        "+a ab,     insert 1 b",
        "+a -a,     delete 1 a",
        "+a ab -b,  delete 1 b",
        "ab bc,     update 1 a>c",
        "ab -b,     delete 1 b",
        "-a +b,     update 1 a>b",
        "-a +b -b,  delete 1 b",
        "ab -b +c,  update 1 a>c",
        "+a -a +b,  insert 1 b",
        "+a +b,     insert 1 b"
    })
    void deltasOfOneRowComeToOneChange(String deltas, String expected) {
        for (String delta : deltas.split(" ")) {
            String from = delta.substring(0, 1);
            String to = delta.substring(1);
            switch (from) {
                case "+" -> insert(1, to);
                case "-" -> delete(1, to);
                default -> update(1, from, to);
            }
        }

        assertThat(leave()).containsExactly(expected + "@e-1");
        assertThat(changes.bytes()).isZero();
    }

    @Test
    void anUpdateThatEntersOrLeavesIsAnInsertOrADelete() {
        add(attachment, new Delta.Update("Task", row(1, "b"), row(1, "a")), Form.INSERT);
        add(attachment, new Delta.Update("Task", row(2, "b"), row(2, "a")), Form.DELETE);

        assertThat(leave()).containsExactly("insert 1 b@e-1", "delete 2 a@e-2");
    }

    @Nested
    class Order {

        @Test
        void isThatOfFirstDeltasSoThatARowThatChangesOftenIsNotPutOff() {
            assertThat(update(1, "a", "b")).isFalse();
            assertThat(update(2, "a", "b")).isFalse();
            assertThat(update(1, "b", "c")).isTrue();

            assertThat(leave()).containsExactly("update 1 a>c@e-1", "update 2 a>b@e-2");
        }

        @Test
        void beginsAnewForARowThatHasLeft() {
            update(1, "a", "b");
            update(2, "a", "b");
            changes.poll();
            update(1, "b", "c");

            assertThat(leave()).containsExactly("update 2 a>b@e-2", "update 1 b>c@e-3");
        }
    }

    @Nested
    class Keys {

        @Test
        void tellRowsOfModelsAndSubscriptionsApart() {
            insert(1, "a");
            add(attachment, new Delta.Insert("Player", row(1, "b")));
            add(attachment("other"), new Delta.Insert("Task", row(1, "c")));

            assertThat(leave()).containsExactly("insert 1 a@e-1", "insert 1 b@e-2", "insert 1 c@e-3");
        }

        @Test
        void areThoseOfTheModel() {
            keys = new RowKeys(Map.of("Task", FieldPath.of("key.no")));
            for (String state : List.of("a", "b")) {
                add(attachment, new Delta.Insert("Task", WireJson.mapper().readTree("""
                    {"id":"%s","key":{"no":7},"state":"%s"}\
                    """.formatted(state, state))));
            }

            assertThat(leave()).containsExactly("insert b b@e-1");
        }

        @ParameterizedTest
        @CsvSource({"{}", "{\"id\":null}"})
        void areMissingAndThenNothingIsMerged(String empty) {
            JsonNode a = WireJson.mapper()
                    .readTree(empty.replace("}", empty.length() > 2 ? ",\"state\":\"a\"}" : "\"state\":\"a\"}"));
            add(attachment, new Delta.Insert("Task", a));
            add(attachment, new Delta.Update("Task", a, a));

            assertThat(leave()).containsExactly("insert  a@e-1", "update  a>a@e-2");
        }

        @Test
        void thatChangeMakeARowGoAndAnotherCome() {
            update(1, "a", "b");
            add(attachment, new Delta.Update("Task", row(2, "c"), row(1, "b")));
            add(attachment, new Delta.Update("Task", row(4, "e"), row(3, "d")));

            assertThat(leave()).containsExactly("delete 1 b@e-1", "insert 2 c@e-2", "delete 3 d@e-2", "insert 4 e@e-3");
        }
    }

    @Nested
    class Bytes {

        @Test
        void areThoseOfWhatIsKept() {
            update(1, "a", "b");
            long one = changes.bytes();
            update(1, "b", "c");
            assertThat(changes.bytes()).isEqualTo(one);

            delete(1, "c");
            assertThat(changes.bytes()).isGreaterThan(0).isLessThan(2 * one);
        }

        @Test
        void areForgottenWithTheirSubscription() {
            Attachment other = attachment("other");
            update(1, "a", "b");
            long one = changes.bytes();
            add(other, new Delta.Insert("Task", row(1, "a")));
            assertThat(changes.bytesByAttachment())
                    .containsEntry(attachment, one)
                    .containsEntry(other, changes.bytes() - one);

            changes.remove(other);
            assertThat(changes.bytes()).isEqualTo(one);
            assertThat(changes.count()).isEqualTo(1);
        }
    }
}
