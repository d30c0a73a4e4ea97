package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.snorky.server.store.redis.link.Place;

/** Since when this node does not hear of the log, and how far it is behind; told to people. Safe for all threads. */
final class Troubles {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    /** Being this far behind is told; less is how logs are read. */
    private static final long FAR_BEHIND = 10_000;

    private final InstantSource clock;
    private @Nullable Instant tailAwaySince;
    private @Nullable Instant unansweredSince;
    private Place head = new Place(0, 0);

    Troubles(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void tailAway() {
        if (tailAwaySince == null) {
            tailAwaySince = clock.instant();
        }
    }

    synchronized void tailBack() {
        tailAwaySince = null;
    }

    /** A heartbeat begins, and is not yet answered. */
    synchronized void asked() {
        if (unansweredSince == null) {
            unansweredSince = clock.instant();
        }
    }

    synchronized void answered(Place toldHead) {
        unansweredSince = null;
        head = toldHead;
    }

    /** Null where there is none worth telling. */
    synchronized @Nullable String tell(Place heardUpTo, Duration patience) {
        Instant now = clock.instant();
        if (unansweredSince != null && unansweredSince.plus(patience).isBefore(now)) {
            return since("Redis has not answered", unansweredSince, now);
        }
        if (tailAwaySince != null) {
            return since("The log cannot be read", tailAwaySince, now);
        }
        if (head.epoch() > heardUpTo.epoch()) {
            return "Redis has begun a new epoch of the log, of which nothing was read yet";
        }
        long behind = head.epoch() == heardUpTo.epoch() ? head.offset() - heardUpTo.offset() : 0;
        return behind > FAR_BEHIND ? "Behind by " + behind + " changes" : null;
    }

    private static String since(String what, Instant since, Instant now) {
        return what + " since " + TIME.format(since) + " UTC (" + ChronoUnit.SECONDS.between(since, now) + " s)";
    }
}
