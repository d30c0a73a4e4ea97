package org.snorky.server.chat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members who are away, in the order in which they went; all may be away equally long, so that those whose time is over
 * stand first.
 */
final class Absences {

    private final Map<Member, Long> since = new LinkedHashMap<>();
    private final long grace;
    private final int max;
    private final Ticker ticker;

    /** @param max how many members may be away at once */
    Absences(Duration grace, int max, Ticker ticker) {
        this.grace = grace.toNanos();
        this.max = max;
        this.ticker = ticker;
    }

    /** Lets a member be away, and tells whether that may be. */
    boolean begin(Member member) {
        if (grace == 0 || since.size() >= max) {
            return false;
        }
        since.put(member, ticker.read());
        return true;
    }

    /** The member is back, or has left for good. */
    void end(Member member) {
        since.remove(member);
    }

    /** Takes out those whose time is over. */
    List<Member> over() {
        long now = ticker.read();
        List<Member> over = new ArrayList<>();
        var oldestFirst = since.entrySet().iterator();
        while (oldestFirst.hasNext()) {
            Map.Entry<Member, Long> absence = oldestFirst.next();
            if (now - absence.getValue() < grace) {
                break;
            }
            over.add(absence.getKey());
            oldestFirst.remove();
        }
        return over;
    }

    int count() {
        return since.size();
    }
}
