package org.snorky.server.store.redis.link;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.snorky.server.datasync.log.UnavailableException;

/** Commands on the shared connection, each with an answer or with a reason within a bounded time. */
final class Calls {

    private final Lifeline<StatefulConnection<byte[], byte[]>> commands;
    private final Counter answered;
    private final Counter refused;
    private final Counter unanswered;

    Calls(Lifeline<StatefulConnection<byte[], byte[]>> commands, MeterRegistry meters) {
        this.commands = commands;
        this.answered = counter(meters, "answered");
        this.refused = counter(meters, "refused");
        this.unanswered = counter(meters, "unanswered");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("snorky.redis.calls")
                .description("Calls of Redis by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    CompletableFuture<Answer> command(CommandType type, CommandArgs<byte[], byte[]> arguments) {
        return send(type, arguments);
    }

    CompletableFuture<Answer> run(Script script, List<String> keys, Object... arguments) {
        return send(CommandType.EVALSHA, arguments(args().add(script.digest()), keys, arguments))
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    if (Failures.isUnknownScript(Failures.cause(failure))) {
                        return send(CommandType.EVAL, arguments(args().add(script.source()), keys, arguments));
                    }
                    return CompletableFuture.<Answer>failedFuture(failure);
                })
                .thenCompose(Function.identity());
    }

    static CommandArgs<byte[], byte[]> args() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    private static CommandArgs<byte[], byte[]> arguments(
            CommandArgs<byte[], byte[]> args, List<String> keys, Object... arguments) {
        args.add(keys.size());
        keys.forEach(key -> args.addKey(bytes(key)));
        for (Object argument : arguments) {
            args.addValue(bytes(argument));
        }
        return args;
    }

    static byte[] bytes(Object argument) {
        return argument instanceof byte[] bytes ? bytes : argument.toString().getBytes(StandardCharsets.UTF_8);
    }

    private CompletableFuture<Answer> send(CommandType type, CommandArgs<byte[], byte[]> arguments) {
        StatefulConnection<byte[], byte[]> connection;
        AsyncCommand<byte[], byte[], List<Object>> command =
                new AsyncCommand<>(new Command<>(type, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), arguments));
        try {
            connection = commands.connection();
            connection.dispatch(command);
        } catch (UnavailableException away) {
            refused.increment();
            return CompletableFuture.failedFuture(away);
        } catch (RuntimeException notTaken) {
            refused.increment();
            return CompletableFuture.failedFuture(
                    UnavailableException.undone("Redis takes nothing: " + Failures.sentence(notTaken)));
        }
        return command.toCompletableFuture().handle((parts, failure) -> {
            if (failure == null) {
                answered.increment();
                return new Answer(parts);
            }
            throw new CompletionException(meaning(connection, Failures.cause(failure)));
        });
    }

    /** What a failure means for who asked; where it means that the connection is good for nothing, that is given up. */
    private Throwable meaning(StatefulConnection<byte[], byte[]> connection, Throwable failure) {
        String refusal = Failures.refusal(failure);
        if (refusal != null) {
            refused.increment();
            if (refusal.equals("READONLY")) {
                commands.lost(connection, "it is a replica now");
            }
            return UnavailableException.undone("Redis refuses: " + failure.getMessage());
        }
        if (Failures.isMistake(failure)) {
            answered.increment();
            return Failures.isUnknownScript(failure)
                    ? failure
                    : new IllegalStateException("Redis answered: " + failure.getMessage(), failure);
        }
        unanswered.increment();
        String why = Failures.isTimeout(failure) ? "it did not answer in time" : Failures.sentence(failure);
        commands.lost(connection, why);
        return UnavailableException.unknown("No answer of Redis: " + why);
    }
}
