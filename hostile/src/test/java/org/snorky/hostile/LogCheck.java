package org.snorky.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server's output complains of: errors, exceptions that nobody caught, and stack traces; but for two kinds of Tomcat's
 * own: those that it logs once each for requests it cannot parse, and says so, and {@link #CUT_SHORT}.
 *
 * <p>The trace of a thread that dies goes past the log, whose lines may stand in its middle. It is told from a logged one by
 * its lines, which do not name the jar.
 */
final class LogCheck {

    /** What Tomcat's own thread dies of where a connection is closed in the middle of a long message to it. */
    private static final String CUT_SHORT = "Message will not be sent because the WebSocket session has been closed";

    private static final String ANNOUNCED = "further occurrences";
    private static final String DEATH = "Exception in thread";
    private static final Pattern LOG_LINE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*");

    private LogCheck() {}

    /** The lines that complain. */
    static List<String> complaints(Stream<String> lines) {
        List<String> complaints = new ArrayList<>();
        boolean isAnnounced = false;
        boolean isCutShort = false;
        for (String line : lines.toList()) {
            isAnnounced = line.contains(ANNOUNCED)
                    || isAnnounced && !LOG_LINE.matcher(line).matches();
            isCutShort = line.startsWith(DEATH) ? line.contains(CUT_SHORT) : isCutShort;
            boolean isLogged = line.startsWith("\tat ") && line.endsWith("]");
            boolean isOfDeath = line.startsWith(DEATH) || line.startsWith("\tat ") && !isLogged;
            if (line.contains(" ERROR ") || isLogged && !isAnnounced || isOfDeath && !isCutShort) {
                complaints.add(line);
            }
        }
        return complaints;
    }
}
