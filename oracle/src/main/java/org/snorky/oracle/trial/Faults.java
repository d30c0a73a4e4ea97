package org.snorky.oracle.trial;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.snorky.oracle.world.ApplicationProcess;
import org.snorky.oracle.world.Client;
import org.snorky.oracle.world.ServerProcess;
import org.snorky.oracle.world.SharedRedis;
import org.snorky.oracle.world.World;
import org.snorky.testsupport.net.Cable;

/** Makes faults of a world: for each kind, who is hit and for how long is drawn. */
final class Faults {

    private final World world;
    private final RandomGenerator random;

    Faults(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    Fault next(FaultKind kind) {
        return switch (kind) {
            case NONE -> new Fault(kind, "nobody", millis(500, 1500), () -> {}, () -> {});
            case LOG_TRIMMED -> logTrimmed();
            case CLOCK_FORWARD, CLOCK_BACK -> clock(kind);
            case BACKEND_RESET, BACKEND_SILENCE -> ofBackend(kind);
            case SERVER_KILL ->
                new Fault(kind, "the server", millis(0, 1500), world.server()::kill, world.server()::ensureRunning);
            case APPLICATION_KILL -> ofApplication();
            case NODE_KILL, NODE_ROLL -> ofNodes(kind);
            case REDIS_PAUSE, REDIS_EMPTIED, REDIS_FAILOVER, REDIS_CUT -> ofRedis(kind);
            default ->
                ofClient(
                        kind, world.clients().get(random.nextInt(world.clients().size())));
        };
    }

    Fault ofClient(FaultKind kind, Client client) {
        Cable cable = client.cable();
        String name = client.name();
        return switch (kind) {
            case RESET -> new Fault(kind, name, Duration.ZERO, cable::reset, cable::mend);
            case SILENCE -> new Fault(kind, name, millis(300, 6000), cable::silence, cable::mend);
            case HALF_OPEN_SERVER ->
                new Fault(kind, name, millis(300, 5000), () -> cable.strand(Cable.Side.FAR), cable::mend);
            case HALF_OPEN_CLIENT ->
                new Fault(kind, name, millis(300, 5000), () -> cable.strand(Cable.Side.NEAR), cable::mend);
            case THROTTLE ->
                new Fault(
                        kind, name, millis(1000, 6000), () -> cable.throttle(random.nextInt(1, 9) * 1024), cable::mend);
            case PAUSE -> new Fault(kind, name, millis(500, 6000), client::pause, client::unpause);
            case SLEEP -> new Fault(kind, name, millis(1000, 7000), client::sleep, client::wake);
            default -> throw new IllegalArgumentException(kind + " does not strike a client");
        };
    }

    private Fault logTrimmed() {
        List<Client> away =
                world.clients().stream().filter(client -> random.nextBoolean()).toList();
        return new Fault(
                FaultKind.LOG_TRIMMED,
                away.size() + " clients",
                millis(3500, 6000),
                () -> away.forEach(client -> client.cable().cut()),
                () -> away.forEach(client -> client.cable().mend()));
    }

    /** Whoever comes back while the clock is wrong meets a log whose ages are wrong. */
    private Fault clock(FaultKind kind) {
        Duration step = Duration.ofHours(kind == FaultKind.CLOCK_FORWARD ? 1 : -1);
        List<Client> away =
                world.clients().stream().filter(client -> random.nextBoolean()).toList();
        return new Fault(
                kind,
                "the log, before " + away.size() + " clients",
                millis(300, 2500),
                () -> {
                    world.server().stepClock(step);
                    away.forEach(client -> client.cable().reset());
                },
                () -> world.server().stepClock(Duration.ZERO));
    }

    private Fault ofBackend(FaultKind kind) {
        int index = random.nextInt(world.applications().size());
        Cable cable = world.applications().get(index).backend();
        String target = "application " + index;
        return kind == FaultKind.BACKEND_RESET
                ? new Fault(kind, target, Duration.ZERO, cable::reset, cable::mend)
                : new Fault(kind, target, millis(300, 5000), cable::silence, cable::mend);
    }

    private Fault ofApplication() {
        int index = random.nextInt(world.applications().size());
        ApplicationProcess application = world.applications().get(index);
        return new Fault(
                FaultKind.APPLICATION_KILL,
                "application " + index,
                millis(0, 1500),
                application::kill,
                application::ensureRunning);
    }

    private Fault ofNodes(FaultKind kind) {
        if (kind == FaultKind.NODE_ROLL) {
            return new Fault(kind, "all nodes", Duration.ZERO, world.cluster()::roll, () -> {});
        }
        int index = random.nextInt(world.cluster().nodes().size());
        ServerProcess node = world.cluster().nodes().get(index);
        return new Fault(kind, "node " + index, millis(0, 6000), node::kill, node::ensureRunning);
    }

    private Fault ofRedis(FaultKind kind) {
        SharedRedis redis = world.cluster().redis();
        return switch (kind) {
            case REDIS_PAUSE -> new Fault(kind, "Redis", millis(300, 8000), redis::pause, redis::resume);
            case REDIS_EMPTIED -> {
                boolean byOrder = random.nextBoolean();
                String target = byOrder ? "Redis, by order" : "Redis, by a crash";
                yield new Fault(kind, target, Duration.ZERO, byOrder ? redis::flush : redis::crash, () -> {});
            }
            case REDIS_FAILOVER ->
                new Fault(kind, "Redis", millis(0, 3000), redis::holdBackReplication, redis::failOver);
            case REDIS_CUT -> redisCut(redis);
            default -> throw new IllegalArgumentException(kind + " does not strike Redis");
        };
    }

    private Fault redisCut(SharedRedis redis) {
        int size = world.cluster().nodes().size();
        int one = random.nextInt(size + 1);
        boolean silent = random.nextBoolean();
        List<Cable> lines = IntStream.range(0, size)
                .filter(node -> one == size || node == one)
                .mapToObj(redis::line)
                .toList();
        return new Fault(
                FaultKind.REDIS_CUT,
                (one == size ? "all nodes" : "node " + one) + (silent ? ", in silence" : ""),
                millis(300, 8000),
                () -> lines.forEach(silent ? Cable::silence : Cable::cut),
                () -> lines.forEach(Cable::mend));
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
