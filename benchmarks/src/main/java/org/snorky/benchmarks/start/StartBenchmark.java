package org.snorky.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snorky.benchmarks.peer.Checkout;

/**
 * Starts of the standalone server and of a bare Spring Boot web application: as a jar, unpacked, and from a cache of the
 * JVM's. All of them once a round, so that what else the machine does falls on all alike.
 */
public final class StartBenchmark {

    private static final int RUNS = 5;

    private StartBenchmark() {}

    /** @param args {@code --runs=5 --java=HOME,HOME --out=FOLDER}, each of which may be left out */
    public static void main(String[] args) throws IOException, InterruptedException {
        int runs = RUNS;
        List<JavaHome> javas = List.of(JavaHome.of(Path.of(System.getProperty("java.home"))));
        Path out = Checkout.target().resolve("start");
        for (String arg : args) {
            String value = arg.substring(arg.indexOf('=') + 1);
            if (arg.startsWith("--runs=")) {
                runs = Integer.parseInt(value);
            } else if (arg.startsWith("--java=")) {
                javas = homes(value);
            } else if (arg.startsWith("--out=")) {
                out = Path.of(value).toAbsolutePath();
            } else {
                throw new IllegalArgumentException("--runs=N, --java=HOME,HOME or --out=FOLDER, not " + arg);
            }
        }
        run(runs, javas, Files.createDirectories(out));
    }

    private static List<JavaHome> homes(String folders) throws IOException {
        List<JavaHome> homes = new ArrayList<>();
        for (String folder : folders.split(",")) {
            homes.add(JavaHome.of(Path.of(folder)));
        }
        return homes;
    }

    private static void run(int runs, List<JavaHome> javas, Path out) throws IOException, InterruptedException {
        Path root = Checkout.root();
        Path work = Files.createTempDirectory(out, "work");
        Preparation preparation = new Preparation(root, work);
        List<Variant> variants = new ArrayList<>();
        for (JavaHome java : javas) {
            for (Application application : Application.all(root)) {
                System.out.println("preparing " + application.name() + " on " + java);
                variants.addAll(preparation.variants(application, java));
            }
        }
        StartTable table = new StartTable();
        for (int run = 1; run <= runs; run++) {
            for (Variant variant : variants) {
                Figures figures = new Start(variant, work).measure();
                System.out.println("run " + run + ", " + variant.name() + ": " + figures);
                table.add(variant, run, figures);
            }
            Files.writeString(out.resolve("start.csv"), table.csv());
            Files.writeString(out.resolve("start.md"), table.markdown());
        }
        System.out.println();
        System.out.println(table.markdown());
    }
}
