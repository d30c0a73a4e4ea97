package org.snorky.server.store.redis.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;
import org.snorky.server.store.redis.link.Place;

/**
 * What a node has heard of a channel that it follows; it puts in order what comes from three sides: what is published, what the
 * node itself did, and what it reads where something is missing. Guarded by the lock of its {@link Feeds}.
 */
class Feed {

    /** So much may wait for what is missing before it; beyond, all is read again. */
    private static final int MAX_EARLY = 1000;

    private final JsonKey channel;
    private final ChannelName name;
    private final TreeMap<Place, Event> early = new TreeMap<>();
    private final List<Event> recent = new ArrayList<>();
    private @Nullable Place heard;
    private @Nullable Place lastGap;
    private @Nullable Place missingBehind;
    private boolean inAnotherEpoch;
    private @Nullable CompletionStage<Void> listening;
    private int beginners;
    private boolean checkDue;
    private boolean isRead;

    Feed(JsonKey channel, ChannelName name) {
        this.channel = channel;
        this.name = name;
    }

    JsonKey channel() {
        return channel;
    }

    ChannelName name() {
        return name;
    }

    /** From now on, somebody may want positions of what is not kept. */
    void setRead() {
        isRead = true;
    }

    /** The position that is told with what was said, or null where nobody can want it. */
    @Nullable Position positionOf(Event said) {
        return isRead || said.kind() == Event.Kind.KEPT ? said.place().position() : null;
    }

    /** Where it is, or null if it has not begun. */
    @Nullable Place heard() {
        return heard;
    }

    Asked asked() {
        return new Asked(name, heard);
    }

    /** Completes when it hears what is published. */
    @Nullable CompletionStage<Void> listening() {
        return listening;
    }

    void listening(@Nullable CompletionStage<Void> stage) {
        listening = stage;
    }

    /** Somebody begins: what is heard meanwhile is remembered for it. */
    void hold() {
        beginners++;
    }

    void letGo() {
        beginners--;
        if (beginners == 0) {
            recent.clear();
        }
    }

    boolean isHeld() {
        return beginners > 0;
    }

    /** Whether what was lost last was so because another epoch began. */
    boolean isInAnotherEpoch() {
        return inAnotherEpoch;
    }

    /** Whether something behind a place was lost, or lies before where this began. */
    boolean hasGapBehind(Place place) {
        return lastGap != null && lastGap.isBehind(place);
    }

    /** What was heard since somebody began. */
    List<Event> recent() {
        return recent;
    }

    /** Whether a check is on its way; and from now on one is. */
    boolean setCheckDue(boolean due) {
        boolean before = checkDue;
        checkDue = due;
        return before;
    }

    /** Hears what happens in its order. */
    interface Sink {

        void happened(Event event);

        /** Something may have been lost before what follows. */
        void missed(Place goesOnBehind);
    }

    /** Takes what has come, and tells whether something before it is missing. */
    boolean arrive(Event event, Sink sink) {
        Place at = heard;
        if (at != null && !event.place().isBehind(at)) {
            return false;
        }
        if (at != null && at.isRightBefore(event.place())) {
            take(event, sink);
            takeEarly(sink);
        } else if (early.size() < MAX_EARLY) {
            early.put(event.place(), event);
        }
        return at != null && !early.isEmpty();
    }

    /** Goes on to a state that was asked for from where this was, or before; if it is there or behind it, nothing changes. */
    void catchUp(State state, Sink sink) {
        if (heard == null) {
            heard = state.head();
            lastGap = heard;
        } else {
            for (Event event : state.behind()) {
                if (event.place().isBehind(heard)) {
                    skipTo(event.place().before(1), sink);
                    take(event, sink);
                }
            }
            skipTo(state.head(), sink);
        }
    }

    /** Whether something is missing between where this is and what the state knows still; it may be on its way. */
    boolean wouldMiss(State state) {
        Place at = heard;
        if (at == null || !state.head().isBehind(at)) {
            return false;
        }
        return state.behind().stream()
                .filter(event -> event.place().isBehind(at))
                .findFirst()
                .map(event -> !at.isRightBefore(event.place()))
                .orElse(true);
    }

    /** Whether something was found missing behind the same place before; and from now on it was. */
    boolean wasMissingBefore() {
        boolean before = Objects.equals(missingBehind, heard);
        missingBehind = heard;
        return before;
    }

    /** Where it is not there already, something is missing. */
    private void skipTo(Place place, Sink sink) {
        if (heard != null && place.isBehind(heard)) {
            inAnotherEpoch = place.epoch() != heard.epoch();
            heard = place;
            lastGap = place;
            sink.missed(place);
        }
    }

    private void take(Event event, Sink sink) {
        heard = event.place();
        if (beginners > 0) {
            recent.add(event);
        }
        sink.happened(event);
    }

    /** Goes on with what has come already and follows now. */
    void takeEarly(Sink sink) {
        while (!early.isEmpty() && heard != null) {
            Event first = early.firstEntry().getValue();
            if (first.place().isBehind(heard) && !heard.isRightBefore(first.place())) {
                return;
            }
            early.pollFirstEntry();
            if (first.place().isBehind(heard)) {
                take(first, sink);
            }
        }
    }
}
