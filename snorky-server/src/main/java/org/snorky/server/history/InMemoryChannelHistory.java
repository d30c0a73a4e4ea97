package org.snorky.server.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.JsonKey;
import org.snorky.server.position.Position;

/**
 * The history of a single process: its epoch ends with it.
 *
 * <p>Offsets are counted for all channels together, and so is what is lost: of a channel that has left no track, all that is
 * known is that its messages have offsets up to the highest that ever left none. Whoever asks from there on has missed
 * nothing; whoever asks from before may not have either, but is told so, since to remember each channel for good would take
 * room without a bound.
 */
public final class InMemoryChannelHistory implements ChannelHistory, HistoryGauge {

    private final Map<JsonKey, Track> tracks = new HashMap<>();
    private final Map<Long, Entry> oldestFirst = new LinkedHashMap<>();
    private final String epoch;
    private final HistoryBounds bounds;
    private final InstantSource clock;
    private long lastOffset;
    private long lostOffset;
    private long bytes;

    /** @param epoch letters and digits, never used before */
    public InMemoryChannelHistory(String epoch, HistoryBounds bounds, InstantSource clock) {
        this.epoch = epoch;
        this.bounds = bounds;
        this.clock = clock;
    }

    @Override
    public synchronized @Nullable Position append(JsonKey channel, byte[] message, boolean keep) {
        long offset = ++lastOffset;
        Track track = keep ? track(channel) : tracks.get(channel);
        if (track == null) {
            lostOffset = offset;
            return null;
        }
        if (keep) {
            add(new Entry(track, offset, message, clock.instant()));
        } else {
            pass(track, offset);
        }
        return new Position(epoch, offset);
    }

    private Track track(JsonKey channel) {
        return tracks.computeIfAbsent(channel, absent -> new Track(channel, lostOffset));
    }

    private void add(Entry entry) {
        Track track = entry.track();
        track.add(entry);
        oldestFirst.put(entry.offset(), entry);
        bytes += entry.size();
        while (track.count() > bounds.count() || track.bytes() > bounds.bytes()) {
            cut(track.first());
        }
        cutOldest();
    }

    private void pass(Track track, long offset) {
        while (track.count() > 0) {
            forget(track.first());
        }
        track.pass(offset);
        dropIfIdle(track);
    }

    private void cutOldest() {
        Instant oldest = clock.instant().minus(bounds.age());
        while (!oldestFirst.isEmpty()) {
            Entry entry = oldestFirst.values().iterator().next();
            if (bytes <= bounds.totalBytes() && !entry.saidAt().isBefore(oldest)) {
                return;
            }
            cut(entry);
        }
    }

    private void cut(Entry entry) {
        forget(entry);
        dropIfIdle(entry.track());
    }

    /** @param entry the first of its track */
    private void forget(Entry entry) {
        entry.track().removeFirst();
        oldestFirst.remove(entry.offset());
        bytes -= entry.size();
    }

    private void dropIfIdle(Track track) {
        if (track.isIdle()) {
            lostOffset = Math.max(lostOffset, track.head());
            tracks.remove(track.channel());
        }
    }

    @Override
    public synchronized Excerpt read(JsonKey channel, @Nullable Position after) {
        cutOldest();
        Track track = track(channel);
        track.follow(true);
        long from = after == null ? 0 : offsetOf(after);
        List<Kept> messages = track.after(from).stream()
                .map(entry -> new Kept(new Position(epoch, entry.offset()), entry.message()))
                .toList();
        return new Excerpt(messages, new Position(epoch, track.head()), after == null || track.knowsAllAfter(from));
    }

    /** Below all offsets where the position is none of this history. */
    private long offsetOf(Position position) {
        return position.epoch().equals(epoch) && position.offset() <= lastOffset ? position.offset() : -1;
    }

    @Override
    public synchronized void release(JsonKey channel) {
        Track track = tracks.get(channel);
        if (track != null) {
            track.follow(false);
            dropIfIdle(track);
        }
    }

    @Override
    public synchronized int messageCount() {
        return oldestFirst.size();
    }

    synchronized int trackCount() {
        return tracks.size();
    }

    @Override
    public synchronized long byteCount() {
        return bytes;
    }
}
