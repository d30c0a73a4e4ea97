package org.snorky.server.store.redis.link;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the errors of Redis and its client mean for who asked. */
final class Failures {

    /** Refused before anything was written; within a script they stand behind what older servers put before them. */
    private static final Pattern REFUSED =
            Pattern.compile("(?:^|-)(READONLY|LOADING|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|BUSY"
                    + "|OOM|NOREPLICAS|MISCONF|NOAUTH|NOPERM|WRONGPASS|UNBLOCKED)\\b");

    private Failures() {}

    /** Which of Redis' refusals it is, or null where it is none. */
    static @Nullable String refusal(Throwable failure) {
        if (!(failure instanceof RedisCommandExecutionException)) {
            return null;
        }
        Matcher matcher = REFUSED.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Redis forgot the script, as it does whenever it restarts. */
    static boolean isUnknownScript(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).contains("NOSCRIPT");
    }

    /** An error that says that what was asked makes no sense there. */
    static boolean isMistake(Throwable failure) {
        return failure instanceof RedisCommandExecutionException && refusal(failure) == null;
    }

    static boolean isTimeout(Throwable failure) {
        return failure instanceof RedisCommandTimeoutException;
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What the client says and, where it does not say why, the innermost reason. */
    static String sentence(Throwable failure) {
        Throwable outer = cause(failure);
        Throwable innermost = outer;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String what = said(outer);
        String why = said(innermost);
        return what.contains(why) ? what : what + " (" + why + ")";
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
