package org.snorky.server.datasync.routing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.snorky.server.session.OutboundMessage;

/**
 * A delta as one form, encoded once, and the messages about it, each made when first wanted and then shared.
 *
 * <p>Safe for all threads, without a lock: two that want a message at the same moment may each make one.
 */
final class EncodedForm {

    /** Tags whose messages are kept; beyond, each subscription has its own, which nobody would share. */
    private static final int TAGS = 64;

    /** What a message takes beside its bytes, of which there are as many again as characters once it was written so. */
    private static final int OVERHEAD = 120;

    private record Tagged(String tag, OutboundMessage message) {}

    private final byte[] head;
    private final byte[] tail;
    private final LongConsumer kept;
    private final Map<String, OutboundMessage> tagged = new ConcurrentHashMap<>(4);
    private @Nullable OutboundMessage untagged;

    /** Most clients of an application give their lists the same few tags, so the next one often wants the same. */
    private @Nullable Tagged last;

    /** @param kept hears of the estimated bytes that are kept */
    EncodedForm(byte[] head, byte[] tail, LongConsumer kept) {
        this.head = head;
        this.tail = tail;
        this.kept = kept;
        kept.accept(head.length + OVERHEAD);
    }

    OutboundMessage message(@Nullable String tag) {
        OutboundMessage known = tag == null ? untagged : tagged(tag);
        return known == null ? make(tag) : known;
    }

    private @Nullable OutboundMessage tagged(String tag) {
        Tagged before = last;
        if (before != null && before.tag().equals(tag)) {
            return before.message();
        }
        OutboundMessage known = tagged.get(tag);
        if (known != null) {
            last = new Tagged(tag, known);
        }
        return known;
    }

    private OutboundMessage make(@Nullable String tag) {
        OutboundMessage made = withTail(tag, tail);
        if (tag == null) {
            untagged = made;
        } else if (tagged.size() < TAGS) {
            tagged.put(tag, made);
        } else {
            return made;
        }
        kept.accept(2L * made.size() + OVERHEAD);
        return made;
    }

    /** A message with a position of its own, which nobody shares. */
    OutboundMessage withTail(@Nullable String tag, byte[] other) {
        return DeltaMessage.of(head, tag, other);
    }
}
