package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PlainJsonTests {

    @Test
    void leavesPlainTreesAlone() {
        JsonNode tree = WireJson.mapper().readTree("{\"a\":[1,2.5,null,true,\"x\",{}]}");

        assertThat(PlainJson.of(tree)).isSameAs(tree);
    }

    @Test
    void refusesTreesThatAreDeeperThanTheWireAllows() {
        JsonNode tree = JsonNodeFactory.instance.objectNode();
        for (int i = 1; i < WireJson.MAX_NESTING; i++) {
            tree = JsonNodeFactory.instance.arrayNode().add(tree);
        }
        assertThat(PlainJson.of(tree)).isSameAs(tree);

        for (int i = 0; i < 100_000; i++) {
            tree = JsonNodeFactory.instance.arrayNode().add(tree);
        }
        JsonNode deep = tree;
        assertThatThrownBy(() -> PlainJson.of(deep))
                .isInstanceOfSatisfying(ProtocolException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.MALFORMED_MESSAGE));
    }

    @Test
    void writesWhatHasNoFormInJson() {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("bytes", new byte[] {1, 2, 3})
                .put("nan", Double.NaN)
                .put("infinite", Float.POSITIVE_INFINITY)
                .putPOJO("list", List.of(1, 2));

        assertThat(PlainJson.of(tree))
                .isEqualTo(WireJson.mapper()
                        .readTree("{\"bytes\":\"AQID\",\"nan\":\"NaN\",\"infinite\":\"Infinity\",\"list\":[1,2]}"));
    }
}
