package org.snorky.server.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.snorky.protocol.JsonKey;

/** What is known of one channel: from which offset on everything, and where its end is. */
final class Track {

    private final JsonKey channel;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long floor;
    private long head;
    private long bytes;
    private boolean followed;

    /** @param floor the highest offset that a message may have of which this does not know */
    Track(JsonKey channel, long floor) {
        this.channel = channel;
        this.floor = floor;
        this.head = floor;
    }

    JsonKey channel() {
        return channel;
    }

    long head() {
        return head;
    }

    int count() {
        return entries.size();
    }

    long bytes() {
        return bytes;
    }

    void follow(boolean follow) {
        followed = follow;
    }

    /** Whether nobody would miss it. */
    boolean isIdle() {
        return !followed && entries.isEmpty();
    }

    void add(Entry entry) {
        entries.addLast(entry);
        head = entry.offset();
        bytes += entry.size();
    }

    /** Lets a message pass that is not kept. */
    void pass(long offset) {
        head = offset;
        floor = offset;
    }

    Entry first() {
        return entries.getFirst();
    }

    void removeFirst() {
        Entry entry = entries.removeFirst();
        floor = entry.offset();
        bytes -= entry.size();
    }

    boolean knowsAllAfter(long offset) {
        return offset >= floor;
    }

    List<Entry> after(long offset) {
        return entries.stream().filter(entry -> entry.offset() > offset).toList();
    }
}
