package org.snorky.server.datasync.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries with ascending offsets in an array that grows by doubling and is used round and round: constant time to add,
 * to remove the oldest, and to find an offset.
 */
final class EntryRing {

    private static final int INITIAL = 64;

    private @Nullable LogEntry[] slots = new @Nullable LogEntry[INITIAL];
    private int[] sizes = new int[INITIAL];
    private int size;
    private long lastOffset;
    private long bytes;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long bytes() {
        return bytes;
    }

    /** The offset of the entry added last, though it may be removed by now; before the first, of what it follows. */
    long lastOffset() {
        return lastOffset;
    }

    /** Has the entry that is added next follow this offset; to be called while it is empty. */
    void startBehind(long offset) {
        lastOffset = offset;
    }

    LogEntry first() {
        return at(lastOffset - size + 1);
    }

    void add(LogEntry entry, long entryBytes) {
        if (size == slots.length) {
            grow();
        }
        lastOffset = entry.offset();
        int slot = slotOf(lastOffset);
        slots[slot] = entry;
        sizes[slot] = (int) Math.min(entryBytes, Integer.MAX_VALUE);
        bytes += sizes[slot];
        size++;
    }

    void removeFirst() {
        int slot = slotOf(lastOffset - size + 1);
        slots[slot] = null;
        bytes -= sizes[slot];
        size--;
    }

    List<LogEntry> after(long offset, int limit) {
        int count = (int) Math.min(limit, lastOffset - offset);
        List<LogEntry> found = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            found.add(at(offset + i));
        }
        return found;
    }

    private LogEntry at(long offset) {
        return Objects.requireNonNull(slots[slotOf(offset)]);
    }

    private int slotOf(long offset) {
        return (int) (offset & (slots.length - 1));
    }

    private void grow() {
        @Nullable LogEntry[] oldSlots = slots;
        int[] oldSizes = sizes;
        slots = new @Nullable LogEntry[oldSlots.length * 2];
        sizes = new int[oldSizes.length * 2];
        for (long offset = lastOffset - size + 1; offset <= lastOffset; offset++) {
            int from = (int) (offset & (oldSlots.length - 1));
            slots[slotOf(offset)] = oldSlots[from];
            sizes[slotOf(offset)] = oldSizes[from];
        }
    }
}
