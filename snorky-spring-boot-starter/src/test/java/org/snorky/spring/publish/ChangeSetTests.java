package org.snorky.spring.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;

class ChangeSetTests {

    private final ChangeSet changes = new ChangeSet(1_000);

    private void change(int id, @Nullable String before, @Nullable String after) {
        changes.record(RowKey.of("Task", IntNode.valueOf(id)), new RowChange(row(before), row(after)));
    }

    private static @Nullable JsonNode row(@Nullable String title) {
        return title == null ? null : WireJson.mapper().createObjectNode().put("title", title);
    }

    @Test
    void keepsTheFirstOldStateAndTheLastNewOne() {
        change(1, "a", "b");
        change(1, "b", "c");

        assertThat(changes.gathered().changes()).containsExactly(new Delta.Update("Task", row("c"), row("a")));
    }

    @Test
    void makesDeleteAfterUpdateADeleteOfTheFirstState() {
        change(1, "a", "b");
        change(1, "b", null);

        assertThat(changes.gathered().changes()).containsExactly(new Delta.Delete("Task", row("a")));
    }

    @Test
    void takesBackWhatCameAfterASavepoint() {
        change(1, "a", "b");
        changes.savepoint("s1");
        change(1, "b", "c");
        change(2, null, "x");
        changes.savepoint("s2");
        change(3, null, "y");
        changes.rollbackTo("s1");
        change(4, null, "z");

        assertThat(changes.gathered().changes())
                .containsExactly(new Delta.Update("Task", row("b"), row("a")), new Delta.Insert("Task", row("z")));
    }

    @Test
    void canGoBackToASavepointTwice() {
        changes.savepoint("s");
        change(1, null, "a");
        changes.rollbackTo("s");
        change(1, null, "b");
        changes.rollbackTo("s");

        assertThat(changes.gathered().changes()).isEmpty();
    }

    @Test
    void keepsOnlyTheModelsOfATransactionThatIsTooBig() {
        for (int i = 0; i < 100; i++) {
            change(i, null, "a title of some length");
        }

        assertThat(changes.gathered().changes()).containsExactly(Invalidation.ofModel("Task"));
    }

    @Test
    void takesInvalidationsBackWithTheirSavepoint() {
        changes.invalidate(Invalidation.ofModel("Kept"));
        changes.savepoint("s");
        changes.invalidate(Invalidation.ofModel("Task"));
        changes.rollbackTo("s");

        assertThat(changes.gathered().changes()).containsExactly(Invalidation.ofModel("Kept"));
    }

    @Test
    void refusesInvalidationsWithoutEnd() {
        for (int i = 0; i < 1_000; i++) {
            changes.invalidate(Invalidation.ofModel("Task" + i));
        }

        assertThatThrownBy(() -> changes.invalidate(Invalidation.ofModel("Task")))
                .hasMessageContaining("invalidate the model instead");
    }

    @Test
    void canBeTakenOnce() {
        change(1, null, "a");
        changes.invalidate(Invalidation.ofModel("Task"));

        assertThat(changes.take().changes()).hasSize(2);
        assertThat(changes.take().isEmpty()).isTrue();
    }

    @Test
    void knowsRowsByTheirIdAsJson() {
        changes.record(RowKey.of("Task", WireJson.mapper().readTree("1")), new RowChange(null, row("a")));

        assertThat(changes.touched(
                        RowKey.of("Task", WireJson.mapper().getNodeFactory().numberNode(1L))))
                .isTrue();
    }
}
