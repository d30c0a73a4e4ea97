package org.snorky.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogCheckTests {

    private static final String LOG = "2026-01-01T00:00:00.000Z  INFO 1 --- [server] [main] o.s.Server : All is well";
    private static final String NOTE =
            " Note: further occurrences of HTTP request parsing errors will be logged at DEBUG";
    private static final String LOGGED = "\tat org.example.Code.run(Code.java:1) ~[code.jar:1.0]";
    private static final String CUT = "Exception in thread \"http-nio-1-exec-1\" java.lang.IllegalStateException:"
            + " Message will not be sent because the WebSocket session has been closed";
    private static final String FRAME = "\tat org.example.Code.run(Code.java:1)";

    @Test
    void complainsOfErrors() {
        String error = LOG.replace("INFO", "ERROR");

        assertThat(complaints(LOG, error)).containsExactly(error);
    }

    @Test
    void complainsOfLoggedTraces() {
        assertThat(complaints(LOG, "java.lang.IllegalStateException: bad", LOGGED))
                .containsExactly(LOGGED);
    }

    @Test
    void letsPassWhatTomcatAnnouncesAndNothingAfterIt() {
        assertThat(complaints(LOG, NOTE, "", "java.lang.IllegalArgumentException: bad", LOGGED, LOG))
                .isEmpty();
        assertThat(complaints(LOG, NOTE, LOG, LOGGED)).containsExactly(LOGGED);
    }

    @Test
    void letsPassAMessageCutShortThoughTheLogGoesOnInItsMiddle() {
        assertThat(complaints(CUT, FRAME, LOG, FRAME, FRAME)).isEmpty();
    }

    @Test
    void complainsOfOtherTracesAmongThoseOfAMessageCutShort() {
        String death = "Exception in thread \"worker\" java.lang.NullPointerException";

        assertThat(complaints(CUT, FRAME, LOG, LOGGED, death, FRAME)).containsExactly(LOGGED, death, FRAME);
    }

    private static List<String> complaints(String... lines) {
        return LogCheck.complaints(Stream.of(lines));
    }
}
