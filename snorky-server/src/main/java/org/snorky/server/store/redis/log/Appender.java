package org.snorky.server.store.redis.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.snorky.protocol.ErrorCode;
import org.snorky.server.datasync.log.UnavailableException;
import org.snorky.server.store.redis.link.Place;
import org.snorky.server.store.redis.log.LogCommands.Appended;
import org.snorky.server.store.redis.log.LogCommands.Outcome;
import org.snorky.server.store.redis.log.LogCommands.Outgoing;
import org.snorky.server.store.redis.log.LogCommands.Verdict;

/**
 * Sends batches to Redis: one command at a time, with all that has come to wait meanwhile, in the order in which it came.
 *
 * <p>Each has a time after which Redis refuses it. For a command may lie in a socket while its sender gives up, and the same
 * row is published anew, by way of another node perhaps: carried out after that, it would put an old state on top of a
 * new one.
 *
 * <p>For the same reason a batch with an id goes only into the epoch that was known when it came, and that had not just begun
 * then. Several publishers may send
 * the same one, and rely on its id: where another's was acknowledged, that one goes on to what is newer. With the epoch the ids
 * may be lost, and the batch would come a second time, behind what is newer. Its publisher is told that it was not
 * published, and looks whether it still has to be. Safe for all threads.
 */
final class Appender {

    private static final int MAX_BATCHES = 64;
    private static final int MAX_BYTES = 1 << 20;

    private final LogCommands commands;
    private final RedisTime time;
    private final OwnAppends own;

    private final Deque<Sending> waiting = new ArrayDeque<>();
    private boolean isSending;

    Appender(LogCommands commands, RedisTime time, OwnAppends own) {
        this.commands = commands;
        this.time = time;
        this.own = own;
    }

    /**
     * @param epoch that was known when it came
     * @param latestTick when it may be appended at the latest, by our ticker
     */
    private record Sending(Batch batch, long epoch, long latestTick, CompletableFuture<Place> end) {

        boolean mayGoInto(long presentEpoch) {
            return batch.id() == null || epoch == presentEpoch;
        }
    }

    /**
     * Sends a batch.
     *
     * @param latestTick when it may be appended at the latest, by the ticker
     * @return the place behind it; fails where it surely is not in the log and never will be. It may never complete where
     *     nobody knows: then it is not appended after its latest tick
     */
    CompletableFuture<Place> send(Batch batch, long latestTick) {
        if (batch.id() != null && time.isYoung()) {
            return CompletableFuture.failedFuture(newEpoch());
        }
        CompletableFuture<Place> end = new CompletableFuture<>();
        synchronized (this) {
            waiting.add(new Sending(batch, time.reading().epoch(), latestTick, end));
        }
        sendNext();
        return end;
    }

    /** Takes a batch back, and tells whether it was not sent yet: then it never is. */
    synchronized boolean takeBack(CompletableFuture<?> end) {
        return waiting.removeIf(sending -> sending.end() == end);
    }

    private void sendNext() {
        RedisTime.Reading clock = time.reading();
        List<Sending> outlived = new ArrayList<>(0);
        List<Sending> group;
        synchronized (this) {
            group = isSending ? List.of() : nextGroup(clock.epoch(), outlived);
            isSending |= !group.isEmpty();
        }
        if (!group.isEmpty()) {
            send(group, clock);
        }
        outlived.forEach(batch -> batch.end().completeExceptionally(newEpoch()));
    }

    private static UnavailableException newEpoch() {
        return UnavailableException.undone("Redis began a new epoch of the log: nothing was published");
    }

    private void send(List<Sending> group, RedisTime.Reading clock) {
        commands.append(
                        clock.epoch(),
                        group.stream()
                                .map(sending -> new Outgoing(sending.batch(), clock.microsAt(sending.latestTick())))
                                .toList())
                .whenComplete((answer, failure) -> {
                    List<Runnable> ends = failure == null ? answered(group, answer) : failed(group, failure);
                    synchronized (this) {
                        isSending = false;
                    }
                    sendNext();
                    ends.forEach(Runnable::run);
                });
    }

    /** @param outlived gets those whose epoch is over */
    private List<Sending> nextGroup(long epoch, List<Sending> outlived) {
        List<Sending> group = new ArrayList<>(1);
        long bytes = 0;
        while (!waiting.isEmpty() && group.size() < MAX_BATCHES && bytes < MAX_BYTES) {
            Sending next = waiting.remove();
            if (next.mayGoInto(epoch)) {
                group.add(next);
                bytes += next.batch().form().length;
            } else {
                outlived.add(next);
            }
        }
        return group;
    }

    private List<Runnable> answered(List<Sending> group, Appended answer) {
        time.observe(answer.epoch(), answer.micros());
        if (answer.verdicts().isEmpty()) {
            sendAgain(group);
            return List.of();
        }
        List<Runnable> ends = new ArrayList<>(group.size());
        for (int i = 0; i < group.size(); i++) {
            Sending sent = group.get(i);
            Verdict verdict = answer.verdicts().get(i);
            if (verdict.outcome() == Outcome.LATE) {
                ends.add(() -> sent.end()
                        .completeExceptionally(
                                UnavailableException.undone("Redis was too slow: nothing was published")));
            } else {
                own.acknowledged(sent.batch().changes(), verdict.end().epoch(), answer.micros());
                ends.add(() -> sent.end().complete(verdict.end()));
            }
        }
        return ends;
    }

    /** Nothing was done, for the clock by which the latest times were told is another's now. */
    private synchronized void sendAgain(List<Sending> group) {
        for (int i = group.size() - 1; i >= 0; i--) {
            waiting.addFirst(group.get(i));
        }
    }

    private static List<Runnable> failed(List<Sending> group, Throwable failure) {
        return isUndone(failure)
                ? group.stream()
                        .<Runnable>map(sent -> () -> sent.end().completeExceptionally(failure))
                        .toList()
                : List.of();
    }

    private static boolean isUndone(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof UnavailableException unavailable
                && unavailable.code().equals(ErrorCode.UNAVAILABLE);
    }
}
