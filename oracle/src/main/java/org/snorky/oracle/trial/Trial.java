package org.snorky.oracle.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.snorky.oracle.application.Work;
import org.snorky.oracle.world.Client;
import org.snorky.oracle.world.LiveList;
import org.snorky.oracle.world.World;
import tools.jackson.databind.JsonNode;

/** One run on a world of its own. */
public final class Trial {

    private final Plan plan;
    private final Path folder;
    private final World world;
    private final Random random;
    private final Faults faults;
    private final List<Round> rounds = new ArrayList<>();
    private final Deque<FaultKind> deck = new ArrayDeque<>();

    private Trial(Plan plan, Path folder, World world) {
        this.plan = plan;
        this.folder = folder;
        this.world = world;
        this.random = new Random(plan.seed());
        this.faults = new Faults(world, new Random(random.nextLong()));
    }

    /**
     * What came of a run.
     *
     * @param lists how many lists were held
     * @param counts what the clients have counted, by client
     */
    public record Result(Plan plan, List<Round> rounds, int lists, JsonNode counts) {}

    /**
     * Runs it.
     *
     * @param folder for what the processes print, and for the evidence of a mismatch
     * @throws MismatchException if lists stay other than their SELECTs
     */
    public static Result run(Plan plan, Path folder) {
        try (World world = World.start(folder, plan.setup())) {
            return new Trial(plan, folder, world).run();
        }
    }

    private Result run() {
        settle();
        int lists = connect();
        long start = System.nanoTime();
        do {
            rounds.add(rounds.size() % 3 > 0 && plan.alone() ? roundOfOne() : roundOfMany());
        } while (System.nanoTime() - start < plan.length().toNanos() || !haveAllStruck());
        return new Result(plan, List.copyOf(rounds), lists, world.counts());
    }

    /** Has the applications make some rows before anybody looks. */
    private void settle() {
        try {
            world.applications().get(0).work(random.nextLong(), 300);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private int connect() {
        int lists = 0;
        for (int i = 0; i < plan.clients(); i++) {
            Client.Habit[] habits = Client.Habit.values();
            Client client = world.connect("client-" + i, habits[i % habits.length]);
            for (int more = random.nextInt(1, 5); more > 0; more--) {
                LiveList list = LiveList.random(client.name() + "/" + more, random);
                int application = random.nextInt(world.applications().size());
                world.open(client, list, world.applications().get(application));
                lists++;
            }
        }
        return lists;
    }

    /** A round in which one fault strikes, and every client behaves. */
    private Round roundOfOne() {
        Fault fault = faults.next(nextKind());
        return round(List.of(new Timed(millis(500, 1500), fault)), true);
    }

    /** A round in which several faults strike beside each other, and clients have their habits. */
    private Round roundOfMany() {
        List<Timed> timed = new ArrayList<>();
        for (int many = random.nextInt(2, 5); many > 0; many--) {
            timed.add(new Timed(millis(200, 3000), faults.next(nextKind())));
        }
        for (Client client : world.clients()) {
            switch (client.habit()) {
                case SLOW -> timed.add(new Timed(millis(0, 300), faults.ofClient(FaultKind.THROTTLE, client)));
                case FLAPPING -> {
                    for (int many = random.nextInt(1, 5); many > 0; many--) {
                        timed.add(new Timed(millis(0, 4000), faults.ofClient(FaultKind.RESET, client)));
                    }
                }
                case SLEEPING -> timed.add(new Timed(millis(0, 1500), faults.ofClient(FaultKind.SLEEP, client)));
                case STEADY -> {}
            }
        }
        return round(timed, false);
    }

    private record Timed(Duration delay, Fault fault) {}

    private Round round(List<Timed> timed, boolean alone) {
        WorkDriver driver = WorkDriver.start(world.applications(), random.nextLong());
        Work work;
        try (FaultSchedule schedule = new FaultSchedule()) {
            timed.forEach(one -> schedule.add(one.delay, one.fault));
            schedule.await();
        } finally {
            work = driver.stop();
        }
        world.heal();
        List<FaultKind> kinds = timed.stream().map(one -> one.fault.kind()).toList();
        try {
            return new Round(rounds.size(), kinds, work, new Convergence(world, plan.patience()).await(), alone);
        } catch (MismatchException mismatch) {
            Evidence.write(folder, plan, rounds.size(), timed.toString(), mismatch, world);
            throw mismatch;
        }
    }

    private boolean haveAllStruck() {
        Set<FaultKind> struck = rounds.stream()
                .flatMap(round -> round.faults().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FaultKind.class)));
        return struck.containsAll(plan.kinds());
    }

    /** Every kind comes before any comes again. */
    private FaultKind nextKind() {
        if (deck.isEmpty()) {
            List<FaultKind> kinds = new ArrayList<>(plan.kinds());
            Collections.shuffle(kinds, random);
            deck.addAll(kinds);
        }
        return deck.pop();
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
