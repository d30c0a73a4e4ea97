package org.snorky.oracle.trial;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.snorky.oracle.world.ApplicationProcess;
import org.snorky.oracle.world.Client;
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

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
