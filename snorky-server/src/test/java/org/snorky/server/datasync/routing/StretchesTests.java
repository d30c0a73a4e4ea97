package org.snorky.server.datasync.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.server.position.Position;
import org.snorky.server.session.OutboundMessage;

class StretchesTests {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Stretches stretches = new Stretches(RowKeys.BY_ID, 1 << 20, meters);

    private static Delta insert(long id) {
        return new Delta.Insert("Task", WireJson.mapper().createObjectNode().put("id", id));
    }

    private EncodedDelta read(long offset) {
        Position position = new Position("e", offset);
        return stretches.at(position).encoded(insert(offset), position);
    }

    private OutboundMessage message(long offset, String tag) {
        return read(offset).message(Form.INSERT, tag);
    }

    private double gauge() {
        return meters.get("snorky.datasync.replay.bytes").gauge().value();
    }

    @Test
    void sharesMessagesByFormAndTag() {
        assertThat(message(5, "t")).isSameAs(message(5, new String("t")));
        assertThat(read(5).message(Form.INSERT, null)).isSameAs(read(5).message(Form.INSERT, null));
        assertThat(message(5, "t")).isNotSameAs(message(5, "u")).isNotSameAs(message(6, "t"));
    }

    @Test
    void givesMessagesWithTagAndPosition() {
        assertThat(message(5, "a\"b"))
                .hasToString("{\"service\":\"datasync\",\"message\":{\"type\":\"delta\",\"delta\":{\"type\":\"insert\","
                        + "\"model\":\"Task\",\"data\":{\"id\":5},\"tag\":\"a\\\"b\"},\"position\":\"e-5\"}}");
    }

    @Test
    void tellsDeltasOfAnotherEpochApart() {
        EncodedDelta first = read(5);

        Position sameOffset = new Position("f", 5);
        EncodedDelta other = stretches.at(sameOffset).encoded(insert(7), sameOffset);

        assertThat(other).isNotSameAs(first);
        assertThat(other.message(Form.INSERT, null).text()).contains("\"id\":7").contains("f-5");
    }

    @Nested
    class Memory {

        @Test
        void isBoundedAndTheLongestUnreadGoesFirst() {
            EncodedDelta first = read(1);
            EncodedDelta second = read(100);
            for (long offset = 200; stretches.bytes() < (1 << 20) - 1000; offset++) {
                message(offset, null);
                read(1);
            }
            for (long offset = 1_000_000; offset < 1_001_000; offset++) {
                message(offset, null);
                read(1);
            }

            assertThat(stretches.bytes()).isLessThan((1 << 20) + 64 * 1000);
            assertThat(read(1)).isSameAs(first);
            assertThat(read(100)).isNotSameAs(second);
        }

        @Test
        void isBoundedHoweverManyTagsThereAre() {
            read(100);
            for (int tag = 0; tag < 1000; tag++) {
                message(5, "t" + tag);
            }

            assertThat(stretches.bytes()).isLessThan(64 * 1000);
        }

        @Test
        void isGivenBackWhenNobodyReadsAnyMore() {
            message(5, null);
            message(100, null);

            stretches.forgetUnread();
            message(100, null);
            double both = gauge();
            stretches.forgetUnread();

            assertThat(gauge()).isPositive().isLessThan(both);

            stretches.forgetUnread();

            assertThat(gauge()).isZero();
        }

        @Test
        void ofWhatIsForgottenDoesNotCountThoughItIsStillRead() {
            EncodedDelta held = read(5);
            stretches.forgetUnread();
            stretches.forgetUnread();

            held.message(Form.INSERT, null);

            assertThat(stretches.bytes()).isZero();
        }
    }
}
