package org.snorky.server.datasync.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.databind.JsonNode;

class FilterIndexTests {

    private final FilterIndex<String> index = new FilterIndex<>();

    private static JsonNode json(String json) {
        return WireJson.mapper().readTree(json.replace("'", "\""));
    }

    private FilterIndex.Entry<String> add(String filter, String owner) {
        return index.add(FilterParser.parse(json(filter)), owner);
    }

    private List<String> match(String before, String after) {
        List<String> told = new ArrayList<>();
        index.match(
                json(before),
                json(after),
                (owner, was, is) -> told.add(owner + (was ? " was" : "") + (is ? " is" : "")));
        return told;
    }

    @Nested
    class Owners {

        @Test
        void areToldOnceForEachOfTheirFilters() {
            add("['or',['==','a',1],['<','b',5],['in','c',[1,1.0,2]]]", "Ada");
            add("['==','a',1]", "Ada");
            add("['==','a',2]", "Bob");

            assertThat(match("{'a':1,'b':2,'c':1}", "{'a':2,'b':3,'c':2}"))
                    .containsExactlyInAnyOrder("Ada was is", "Ada was", "Bob is");
        }

        @Test
        void ofEqualFiltersShareOne() {
            FilterIndex.Entry<String> ada = add("['==','a',1]", "Ada");
            FilterIndex.Entry<String> bob = add("['==','a',1.0]", "Bob");
            FilterIndex.Entry<String> cyd = add("['==','a',1]", "Cyd");

            assertThat(bob.filter()).isSameAs(ada.filter());
            assertThat(index.counts()).isEqualTo(new FilterCounts(3, 1, 0));
            index.remove(ada);
            assertThat(match("{'a':1}", "{'a':1}")).containsExactlyInAnyOrder("Bob was is", "Cyd was is");
            index.remove(cyd);
            index.remove(bob);
            assertThat(index.isEmpty()).isTrue();
        }

        @Test
        void cannotTakeTheSameOutTwice() {
            FilterIndex.Entry<String> entry = add("['==','a',1]", "Ada");
            index.remove(entry);

            assertThatIllegalStateException().isThrownBy(() -> index.remove(entry));
        }

        @Test
        void areToldAgainAfterOneOfThemFailed() {
            add("['==','a',1]", "Ada");

            assertThatThrownBy(() -> index.match(json("{'a':1}"), null, (owner, was, is) -> {
                        throw new IllegalArgumentException(owner);
                    }))
                    .hasMessage("Ada");
            assertThat(match("{'a':2}", "{'a':1}")).containsExactly("Ada is");
        }
    }

    @Nested
    class Scanning {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "['!=','a',1]",
                    "['not',['startsWith','a','x']]",
                    "['or',['==','a',1],['!=','b',2]]",
                    "['not',['and',['==','a',1],['==','b',2]]]",
                    "['==','a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q',1]"
                })
        void isForWhatCannotBeLookedUp(String filter) {
            add(filter, "Ada");
            add(filter, "Bob");

            assertThat(index.counts()).isEqualTo(new FilterCounts(2, 1, 1));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "['and',['==','a',1],['!=','b',2]]",
                    "['and',['exists','a'],['!=','b',2]]",
                    "['not',['not',['<','a',1]]]",
                    "['not',['or',['not',['>','a','x']],['==','b',2]]]",
                    "['or',['startsWith','a','x'],['and',['in','b',[1,2]],['!=','a',3]]]"
                })
        void isNotForWhatHasSomethingToLookUpInEveryDisjunct(String filter) {
            add(filter, "Ada");

            assertThat(index.counts()).isEqualTo(new FilterCounts(1, 1, 0));
        }

        @Test
        void isForCodeOfSomebodysOwnAndNotForBroadcasts() {
            index.add(new Filter.Custom(row -> true), "Ada");
            index.add(Filter.ALWAYS, "Bob");

            assertThat(index.counts()).isEqualTo(new FilterCounts(2, 2, 1));
            assertThat(match("{}", "{}")).containsExactlyInAnyOrder("Ada was is", "Bob was is");
        }
    }

    /** Cover counts stand for memory: what a filter may be multiplied to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "8 | 8 | 64",
                "8 | 9 | 8",
                "1 | 900 | 900",
            })
    void multipliesDisjunctsWithinTheirBound(int left, int right, int conjunctions) {
        Filter filter =
                FilterParser.parse(json("['and',['in','a',[" + upTo(left) + "]],['in','b',[" + upTo(right) + "]]]"));

        assertThat(Cover.of(filter)).hasSize(conjunctions);
    }

    private static String upTo(int count) {
        StringBuilder numbers = new StringBuilder("0");
        for (int i = 1; i < count; i++) {
            numbers.append(',').append(i);
        }
        return numbers.toString();
    }

    @Test
    void dividesWhatSharesItsFirstConditionByTheNext() {
        for (int i = 0; i < 100; i++) {
            add("['and',['==','status','open'],['>=','price'," + i + "],['<','price'," + (i + 1) + "]]", "owner " + i);
        }

        assertThat(match("{'status':'open','price':7.5}", "{'status':'open','price':8}"))
                .containsExactlyInAnyOrder("owner 7 was", "owner 8 is");
    }
}
