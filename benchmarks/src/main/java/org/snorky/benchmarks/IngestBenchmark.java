package org.snorky.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snorky.protocol.BatchReader;
import org.snorky.protocol.ChangeReader;
import org.snorky.protocol.SnorkyBackend.DeltaBatch;
import org.snorky.protocol.WireJson;

/** What a delta costs from the body of a request to the log, in batches, where nobody subscribes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class IngestBenchmark {

    private static final int BATCH = 100;

    /** {@code ascii}, {@code accents} (so that its UTF-8 has to be checked), or {@code spaces} (pretty-printed). */
    @Param({"ascii", "accents", "spaces"})
    String rows = "";

    private final Subscribers server = new Subscribers();
    private byte[] body = {};

    /** Writes a body of rows of about 200 bytes. */
    @Setup
    public void write() {
        String deltas = IntStream.range(0, BATCH)
                .mapToObj(i -> "{\"type\":\"insert\",\"model\":\"Task\",\"data\":" + row(i) + "}")
                .collect(Collectors.joining(",", "[", "]"));
        body = (rows.equals("spaces") ? WireJson.mapper().readTree(deltas).toPrettyString() : deltas)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String row(int id) {
        return """
                {"id":%d,"title":"A task of some length%s, number %d","list":%d,"completed":false,"owner":"alice-%d",\
                "priority":%d,"due":"2031-04-05T06:07:08Z","price":%d.25,"tags":["home","late"],"note":null}""".formatted(100_000 + id, rows.equals("accents") ? " \u00e9" : "", id, id % 50, id % 7, id % 5, id);
    }

    /** As {@code POST /backend/deltas} does it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object inOnePass() {
        DeltaBatch batch = BatchReader.tryRead(body);
        if (batch == null) {
            throw new IllegalStateException("The batch was left to the tree");
        }
        return server.dataSync().publish(batch);
    }

    /** By way of a tree, as {@code publishDeltas} of the envelope does it. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Object byTree() {
        return server.dataSync().publish(new DeltaBatch(null, ChangeReader.readAll(WireJson.read(body), "")));
    }
}
