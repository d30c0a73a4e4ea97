package org.snorky.protocol;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one text of a value that {@link JsonKey} holds. */
final class CanonicalJson {

    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    static String of(@Nullable Object canonical) {
        CanonicalJson json = new CanonicalJson();
        json.write(canonical);
        return json.text.toString();
    }

    private void write(@Nullable Object value) {
        if (value instanceof String string) {
            quote(string);
        } else if (value instanceof List<?> list) {
            char before = '[';
            for (Object element : list) {
                text.append(before);
                write(element);
                before = ',';
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            char before = '{';
            for (Map.Entry<?, ?> member : new TreeMap<>(map).entrySet()) {
                text.append(before);
                write(member.getKey());
                text.append(':');
                write(member.getValue());
                before = ',';
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else {
            text.append(value);
        }
    }

    /** Surrogates are escaped, since one without its other half is lost where text is encoded. */
    private void quote(String string) {
        text.append('"');
        for (char c : string.toCharArray()) {
            if (c < ' ' || Character.isSurrogate(c)) {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        text.append('"');
    }
}
