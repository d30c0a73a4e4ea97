package org.snorky.server.store.redis.link;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Redis answered: a list, or one value, which counts as a list of one.
 *
 * <p>Who asks knows the shape; where it is another, the methods fail with {@link IllegalStateException}, since then the
 * script and its caller do not fit together.
 */
public final class Answer {

    private final List<?> parts;

    Answer(List<?> parts) {
        this.parts = parts;
    }

    public int size() {
        return parts.size();
    }

    public boolean isNull(int index) {
        return parts.get(index) == null;
    }

    /** A string's bytes. */
    public byte[] bytes(int index) {
        Object part = parts.get(index);
        if (part instanceof byte[] bytes) {
            return bytes;
        }
        if (part instanceof String status) {
            return status.getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalStateException("No string at " + index + " of " + this);
    }

    public String text(int index) {
        return new String(bytes(index), StandardCharsets.UTF_8);
    }

    public @Nullable String textOrNull(int index) {
        return isNull(index) ? null : text(index);
    }

    /** A number, be it one of Redis or one that a script wrote as text since Lua's would lose digits. */
    public long number(int index) {
        return parts.get(index) instanceof Long number ? number : Long.parseLong(text(index));
    }

    /** A list within the list. */
    public Answer list(int index) {
        if (parts.get(index) instanceof List<?> list) {
            return new Answer(list);
        }
        throw new IllegalStateException("No list at " + index + " of " + this);
    }

    /** All parts, each a string. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            texts.add(text(i));
        }
        return Collections.unmodifiableList(texts);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (Object part : parts) {
            text.append(text.length() == 1 ? "" : ", ");
            text.append(part instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(part));
        }
        return text.append(']').toString();
    }
}
