package org.snorky.server.datasync.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;
import org.snorky.protocol.WireJson;
import tools.jackson.databind.JsonNode;

class FilterTests {

    private static final String ROW =
            "{'age':21,'price':2.50,'color':'blue','big':123456789012345678901234567890,'none':null,'open':true,"
                    + "'tags':['a',1],'player':{'color':'red','pos':{'x':1}},'a.b':1,'emoji':'\uD83D\uDE00','empty':''}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['==','color','blue'] | true",
                "['==','color','Blue'] | false",
                "['==','age',21] | true",
                "['==','age',21.0] | true",
                "['==','age','21'] | false",
                "['==','open',true] | true",
                "['==','open',1] | false",
                "['==','none',null] | true",
                "['==','absent',null] | false",
                "['==','tags',['a',1.0]] | true",
                "['==','player',{'pos':{'x':1},'color':'red'}] | true",
                "['==','player.color','red'] | true",
                "['==','player.pos.x',1] | true",
                "['==','player.pos.x.y',1] | false",
                "['==','a.b',1] | false",
                "['!=','color','blue'] | false",
                "['!=','absent','blue'] | true",
                "['<','age',22] | true",
                "['<','age',21] | false",
                "['<=','age',21] | true",
                "['>','age',20.5] | true",
                "['>=','age',21.0] | true",
                "['>','big',123456789012345678901234567889] | true",
                "['<','price',2.5] | false",
                "['<','age','22'] | false",
                "['>=','age','22'] | false",
                "['<','absent',1] | false",
                "['<','none',1] | false",
                "['<','open',2] | false",
                "['<','color','c'] | true",
                "['>','color','blu'] | true",
                "['>','emoji','\uFF5E'] | true",
                "['in','color',['red','blue']] | true",
                "['in','age',['21']] | false",
                "['in','absent',[null]] | false",
                "['in','none',[null]] | true",
                "['in','age',[]] | false",
                "['startsWith','color','bl'] | true",
                "['startsWith','color',''] | true",
                "['startsWith','age','2'] | false",
                "['startsWith','absent',''] | false",
                "['exists','none'] | true",
                "['exists','absent'] | false",
                "['exists','player.pos'] | true",
                "['not',['<','absent',1]] | true",
                "['not',['==','color','blue']] | false",
                "['and',['==','age',21],['==','color','blue']] | true",
                "['and',['==','age',21],['==','color','red']] | false",
                "['and',['==','age',21]] | true",
                "['or',['==','age',1],['==','color','blue']] | true",
                "['or',['==','age',1],['not',['exists','age']]] | false"
            })
    void matches(String filter, boolean expected) {
        assertThat(FilterParser.parse(json(filter)).matches(json(ROW))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | expected [operator, ...] | ''",
                "{} | expected [operator, ...] | ''",
                "[] | expected [operator, ...] | ''",
                "[1] | expected [operator, ...] | ''",
                "['like','a','b'] | unknown operator 'like' at /0 | /0",
                "['==','a'] | operator '==' takes 2 operands | ''",
                "['==','a',1,2] | operator '==' takes 2 operands | ''",
                "['==',1,1] | expected a field's name at /1 | /1",
                "['<','a',true] | only numbers and strings have an order at /2 | /2",
                "['<','a',null] | only numbers and strings have an order at /2 | /2",
                "['in','a','b'] | expected an array of values at /2 | /2",
                "['startsWith','a',1] | expected a string at /2 | /2",
                "['exists'] | operator 'exists' takes 1 operands | ''",
                "['and'] | expected at least one expression after the operator | ''",
                "['not'] | operator 'not' takes 1 operands | ''",
                "['not',['a']] | unknown operator 'a' at /1/0 | /1/0",
                "['and',['==','a',1],['or',['==','b']]] | operator '==' takes 2 operands at /2/1 | /2/1"
            })
    void saysWhatIsWrongAndWhere(String filter, String message, String pointer) {
        ProtocolException failure =
                catchThrowableOfType(ProtocolException.class, () -> FilterParser.parse(json(filter)));

        assertThat(failure).hasMessage("Invalid filter: " + message);
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_FILTER);
        assertThat(failure.pointer()).isEqualTo(pointer.replace("''", ""));
    }

    @Test
    void codeThatFailsMatchesNothing() {
        Filter broken = new Filter.Custom(row -> row.get("absent").isNull());

        assertThat(broken.matches(json(ROW))).isFalse();
    }

    @Test
    void refusesMoreOperatorsThanAnyoneNeeds() {
        String many = "['or'" + ",['exists','a']".repeat(FilterParser.MAX_OPERATORS) + "]";

        assertThat(catchThrowableOfType(ProtocolException.class, () -> FilterParser.parse(json(many))))
                .hasMessageContaining("more than 1000 operators");
    }

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json.replace("'", "\""));
    }
}
