package org.snorky.server.store.redis.presence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.snorky.server.cursors.Cursor;
import org.snorky.server.session.JsonBytes;

/**
 * A cursor as Redis has it: <code>&lt;process&gt;.&lt;generation&gt;#&lt;number&gt; &lt;length of position&gt; &lt;length of
 * status&gt; &lt;position&gt;&lt;status&gt;&lt;owner&gt;</code>.
 *
 * @param node the node that has it
 * @param number by which its process knows it
 */
record CursorForm(String node, long number, Cursor cursor) {

    byte[] encoded() {
        return new JsonBytes()
                .syntax(node + "#" + number + " " + cursor.position().length + " " + cursor.status().length + " ")
                .value(cursor.position())
                .value(cursor.status())
                .value(cursor.owner())
                .toUtf8();
    }

    static CursorForm of(byte[] encoded) {
        return of(encoded, 0);
    }

    /** @param from where it begins; it goes on to the end */
    static CursorForm of(byte[] encoded, int from) {
        int holderEnd = space(encoded, from);
        int positionEnd = space(encoded, holderEnd + 1);
        int statusEnd = space(encoded, positionEnd + 1);
        String[] holder = text(encoded, from, holderEnd).split("#", 2);
        int position = statusEnd + 1;
        int status = position + Integer.parseInt(text(encoded, holderEnd + 1, positionEnd));
        int owner = status + Integer.parseInt(text(encoded, positionEnd + 1, statusEnd));
        return new CursorForm(
                holder[0],
                Long.parseLong(holder[1]),
                new Cursor(
                        Arrays.copyOfRange(encoded, position, status),
                        Arrays.copyOfRange(encoded, status, owner),
                        Arrays.copyOfRange(encoded, owner, encoded.length)));
    }

    private static String text(byte[] encoded, int from, int to) {
        return new String(encoded, from, to - from, StandardCharsets.US_ASCII);
    }

    /** Where the next space is. */
    static int space(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            if (text[i] == ' ') {
                return i;
            }
        }
        throw new IllegalArgumentException("No space from " + from + " on in " + text.length + " bytes");
    }

    /** Whether a process has it, under whichever id. */
    boolean isOf(String process) {
        return node.startsWith(process + ".");
    }
}
