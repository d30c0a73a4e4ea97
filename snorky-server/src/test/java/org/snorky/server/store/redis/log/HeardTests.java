package org.snorky.server.store.redis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.log.Heard.Way;

class HeardTests {

    private final Heard heard = new Heard(new Place(1, 5));

    @Test
    void completesAtOnceWhereThePlaceWasReached() {
        heard.advance(new Place(1, 9));

        assertThat(heard.await(new Place(1, 9))).isCompletedWithValue(Way.REACHED);
        assertThat(heard.await(new Place(1, 5))).isCompletedWithValue(Way.REACHED);
    }

    @Test
    void completesOnceThePlaceIsReached() {
        CompletableFuture<Way> wait = heard.await(new Place(1, 8));
        heard.advance(new Place(1, 7));
        assertThat(wait).isNotDone();

        heard.advance(new Place(1, 8));

        assertThat(wait).isCompletedWithValue(Way.REACHED);
    }

    @Test
    void fallsBehindABreakAtOnce() {
        assertThat(heard.await(new Place(1, 4))).isCompletedWithValue(Way.BROKEN);
        assertThat(heard.await(new Place(0, 7))).isCompletedWithValue(Way.BROKEN);
    }

    @Test
    void endsTheWaitsThatABreakPasses() {
        CompletableFuture<Way> inGap = heard.await(new Place(1, 8));
        CompletableFuture<Way> where = heard.await(new Place(2, 0));
        CompletableFuture<Way> beyond = heard.await(new Place(2, 1));

        heard.breakAt(new Place(2, 0));

        assertThat(inGap).isCompletedWithValue(Way.BROKEN);
        assertThat(where).isCompletedWithValue(Way.REACHED);
        assertThat(beyond).isNotDone();
    }

    @Test
    void waitsForAnEpochThatIsNotKnownYet() {
        CompletableFuture<Way> wait = heard.await(new Place(2, 3));
        heard.breakAt(new Place(2, 0));

        heard.advance(new Place(2, 3));

        assertThat(wait).isCompletedWithValue(Way.REACHED);
    }

    @Test
    void doesNotEndAWaitThatWasForgotten() {
        CompletableFuture<Way> wait = heard.await(new Place(1, 8));
        heard.forget(wait);

        heard.advance(new Place(1, 8));

        assertThat(wait).isNotDone();
    }
}
