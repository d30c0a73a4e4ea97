package org.snorky.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RevocationReaderTests {

    @Test
    void readsEachKind() {
        assertThat(RevocationReader.read(json("{'token':'t'}"))).isEqualTo(new Revocation.OfToken("t"));
        assertThat(RevocationReader.read(json("{'identity':{'id':7}}")))
                .isEqualTo(new Revocation.OfIdentity(json("{'id':7}")));
        assertThat(RevocationReader.read(json("{'dealer':'D','query':null}")))
                .isEqualTo(new Revocation.OfItem(new SubscriptionItem("D", json("null"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | missing_field | ``",
                "{'empty':true} | missing_field | ``",
                "{'token':7} | invalid_token | /token",
                "{'token':null} | invalid_token | /token",
                "{'identity':null} | invalid_params | /identity",
                "{'dealer':'D'} | missing_field | /query",
                "{'query':1} | missing_field | /dealer",
                "{'dealer':1,'query':1} | invalid_dealer | /dealer",
                "{'token':'t','identity':'i'} | invalid_params | ``",
                "{'identity':'i','dealer':'D','query':1} | invalid_params | ``"
            })
    void saysWhatIsWrong(String revocation, String code, String pointer) {
        ProtocolException failure =
                catchThrowableOfType(ProtocolException.class, () -> RevocationReader.read(json(revocation)));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.pointer()).isEqualTo(pointer);
    }

    @Test
    void emptiesOnlyWhereAskedTo() {
        assertThat(RevocationReader.isEmptying(null)).isFalse();
        assertThat(RevocationReader.isEmptying(json("false"))).isFalse();
        assertThat(RevocationReader.isEmptying(json("true"))).isTrue();
        assertThat(catchThrowableOfType(ProtocolException.class, () -> RevocationReader.isEmptying(json("'true'")))
                        .pointer())
                .isEqualTo("/empty");
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json.replace('\'', '"'));
    }
}
