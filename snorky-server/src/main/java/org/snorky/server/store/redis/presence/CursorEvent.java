package org.snorky.server.store.redis.presence;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a document, as the scripts publish it: <code>&lt;kind&gt;&lt;epoch&gt; &lt;sequence&gt; &lt;handle&gt;
 * &lt;cursor&gt;</code>.
 *
 * @param isAssertion whether it is told again as it was, for those who have forgotten it
 * @param form null where the cursor is gone
 */
record CursorEvent(
        DocumentVersion version,
        long handle,
        boolean isAssertion,
        @Nullable CursorForm form) {

    static CursorEvent of(byte[] published) {
        int epochEnd = CursorForm.space(published, 0);
        int sequenceEnd = CursorForm.space(published, epochEnd + 1);
        int handleEnd = CursorForm.space(published, sequenceEnd + 1);
        return new CursorEvent(
                new DocumentVersion(number(published, 1, epochEnd), number(published, epochEnd + 1, sequenceEnd)),
                number(published, sequenceEnd + 1, handleEnd),
                published[0] == '=',
                published[0] == '-' ? null : CursorForm.of(published, handleEnd + 1));
    }

    private static long number(byte[] text, int from, int to) {
        return Long.parseLong(new String(text, from, to - from, StandardCharsets.US_ASCII));
    }
}
