package org.snorky.benchmarks.peer;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.snorky.benchmarks.load.Dialect;

/** Our own server that runs. */
public final class SnorkyServer implements PeerServer {

    private final ServerProcess process;
    private final String version;
    private final int port;
    private final int backendPort;
    private final Backend backend;
    private final AccessTokens accessTokens;
    private final Dialect dialect;

    SnorkyServer(
            ServerProcess process,
            String version,
            int port,
            int backendPort,
            Backend backend,
            AccessTokens accessTokens,
            Function<SnorkyServer, Dialect> dialect) {
        this.process = process;
        this.version = version;
        this.port = port;
        this.backendPort = backendPort;
        this.backend = backend;
        this.accessTokens = accessTokens;
        this.dialect = dialect.apply(this);
    }

    int port() {
        return port;
    }

    AccessTokens accessTokens() {
        return accessTokens;
    }

    /** How clients are kept up to date with the rows of a model. */
    public Dialect rows(String model) {
        return new DataSyncDialect(model, port, accessTokens, backend, backendPort);
    }

    /** Its backend. */
    public Backend backend() {
        return backend;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<String> command() {
        return process.command();
    }

    @Override
    public ProcessHandle process() {
        return process.handle();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void collect() {
        Jvm.collect(process.handle());
    }

    @Override
    public OptionalLong liveHeapBytes() {
        return OptionalLong.of(Jvm.liveHeapBytes(process.handle()));
    }

    /** Ends it as a crash does. */
    public void kill() {
        process.handle().destroyForcibly();
    }

    @Override
    public void close() {
        process.close();
    }
}
