package org.snorky.server.store.redis.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.snorky.server.datasync.log.LogBounds;
import org.snorky.server.store.redis.link.Answer;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.link.RedisLink;
import org.snorky.server.store.redis.link.Script;

/** The log's scripts, {@code append.lua} and {@code touch.lua}, as methods. */
final class RedisLogCommands implements LogCommands {

    private static final int NUMBERS_OF_A_VERDICT = 3;

    private final RedisLink link;
    private final LogBounds bounds;
    private final Script append;
    private final Script touch;
    private final String stream;
    private final List<String> keys;

    RedisLogCommands(RedisLink link, LogBounds bounds) {
        this(link, bounds, Script.of("fence", "append"), Script.of("fence", "touch"));
    }

    /** With other scripts, to see what becomes of a log whose scripts are wrong. */
    RedisLogCommands(RedisLink link, LogBounds bounds, Script append, Script touch) {
        this.link = link;
        this.bounds = bounds;
        this.append = append;
        this.touch = touch;
        this.stream = key("stream");
        this.keys = List.of(stream, key("state"), key("ids"), key("ids:before"));
    }

    private String key(String name) {
        return link.keys().of("log", name);
    }

    @Override
    public CompletionStage<Touched> touch(long seen) {
        return link.start(touch, keys, fence(seen).toArray())
                .thenApply(answer -> new Touched(new Place(answer.number(0), answer.number(1)), answer.number(2)));
    }

    @Override
    public CompletionStage<Appended> append(long known, List<Outgoing> batches) {
        List<Object> arguments = fence(known);
        arguments.add(bounds.batchIds());
        arguments.add(micros(bounds.idempotencyWindow()));
        for (Outgoing outgoing : batches) {
            Batch batch = outgoing.batch();
            arguments.add(outgoing.latestMicros());
            arguments.add(batch.id() == null ? "" : batch.id());
            arguments.add(batch.changes().size());
            arguments.add(batch.bytes());
            arguments.add(batch.form());
        }
        return link.start(append, keys, arguments.toArray()).thenApply(RedisLogCommands::appended);
    }

    private List<Object> fence(long seen) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(link.shiftMicros());
        arguments.add(seen);
        arguments.add(bounds.entries());
        arguments.add(bounds.bytes());
        arguments.add(micros(bounds.age()));
        return arguments;
    }

    private static Appended appended(Answer answer) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 2; i < answer.size(); i += NUMBERS_OF_A_VERDICT) {
            Place end = new Place(answer.number(i + 1), answer.number(i + 2));
            verdicts.add(new Verdict(outcome((int) answer.number(i)), end));
        }
        return new Appended(answer.number(0), answer.number(1), verdicts);
    }

    private static Outcome outcome(int number) {
        return switch (number) {
            case 0 -> Outcome.APPENDED;
            case 1 -> Outcome.REPEATED;
            case 2 -> Outcome.LATE;
            default -> throw new IllegalStateException("No outcome " + number);
        };
    }

    private static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    @Override
    public Reader reader() {
        return new StreamReader(link.openTail(), stream);
    }
}
