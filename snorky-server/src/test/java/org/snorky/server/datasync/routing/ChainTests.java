package org.snorky.server.datasync.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainTests {

    private static final class Element extends Linked<Element> {}

    private final Chain<Element> chain = new Chain<>();

    @Test
    void whatIsInNoChainIsNotTakenOut() {
        assertThat(chain.remove(new Element())).isFalse();
        chain.add(new Element());

        assertThat(chain.remove(new Element())).isFalse();
        assertThat(chain.size()).isEqualTo(1);
    }

    @Test
    void whatWasTakenOutComesLastWhenItReturns() {
        Element one = new Element();
        Element other = new Element();
        chain.add(one);
        chain.add(other);

        assertThat(chain.remove(one)).isTrue();
        assertThat(chain.remove(one)).isFalse();
        chain.add(one);
        assertThat(elements()).containsExactly(other, one);
    }

    @Test
    void itIsAsAListThatSearches() {
        Random random = new Random(1);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new Element());
        }
        List<Element> oracle = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            Element element = all.get(random.nextInt(all.size()));
            if (random.nextBoolean()) {
                assertThat(chain.remove(element)).isEqualTo(oracle.remove(element));
            } else if (!oracle.contains(element)) {
                chain.add(element);
                oracle.add(element);
            }
            assertThat(elements()).isEqualTo(oracle);
            assertThat(chain.size()).isEqualTo(oracle.size());
            assertThat(chain.isEmpty()).isEqualTo(oracle.isEmpty());
        }
    }

    private List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        chain.forEach(elements::add);
        return elements;
    }
}
