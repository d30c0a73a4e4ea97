package org.snorky.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the ways to start an application: as one jar, unpacked, and from a cache of the JVM's. */
final class Preparation {

    private static final String NAME = "application.jar";
    private static final List<String> HEAP = List.of("-Xmx512m");
    private static final String COMPACT = "-XX:+UseCompactObjectHeaders";
    private static final String EXIT = "-Dspring.context.exit=onRefresh";

    private final Path root;
    private final Path folder;

    /** @param folder where things are unpacked and caches written */
    Preparation(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    List<Variant> variants(Application application, JavaHome java) throws IOException, InterruptedException {
        Path unpacked = folder.resolve(application.name());
        if (!Files.exists(unpacked)) {
            run(List.of(
                    java.java(),
                    "-Djarmode=tools",
                    "-jar",
                    application.jar().toString(),
                    "extract",
                    "--application-filename",
                    NAME,
                    "--destination",
                    unpacked.toString()));
        }
        List<String> plain = List.of("-cp", unpacked.resolve(NAME).toString(), application.mainClass());
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant(
                application,
                java,
                "jar",
                command(java, HEAP, List.of("-jar", application.jar().toString()))));
        variants.add(new Variant(application, java, "unpacked", command(java, HEAP, plain)));
        variants.add(cached(application, java, "short", List.of(), List.of(EXIT), plain));
        if (application.name().equals("snorky")) {
            List<String> train =
                    List.of(root.resolve("snorky-server/src/image/train").toString());
            variants.add(cached(
                    application, java, "image's", train, java.hasAotCache() ? List.of(COMPACT) : List.of(), plain));
        }
        return variants;
    }

    private Variant cached(
            Application application,
            JavaHome java,
            String training,
            List<String> train,
            List<String> flags,
            List<String> plain)
            throws IOException, InterruptedException {
        Path cache = folder.resolve(
                "%s-%d-%s.cache".formatted(application.name(), java.feature(), training.replaceAll("\\W", "")));
        Files.deleteIfExists(cache);
        String make = java.hasAotCache() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        List<String> whole = new ArrayList<>(train);
        whole.addAll(command(java, HEAP, flags, List.of(make + cache), plain));
        run(whole);
        List<String> use = java.hasAotCache()
                ? List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on")
                : List.of("-XX:SharedArchiveFile=" + cache, "-Xshare:on");
        List<String> kept = flags.stream().filter(flag -> !flag.equals(EXIT)).toList();
        String form = (java.hasAotCache() ? "AOT cache, " : "CDS archive, ") + training + " training";
        return new Variant(application, java, form, command(java, HEAP, kept, use, plain));
    }

    @SafeVarargs
    private static List<String> command(JavaHome java, List<String>... parts) {
        List<String> command = new ArrayList<>(List.of(java.java()));
        for (List<String> part : parts) {
            command.addAll(part);
        }
        return command;
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("preparation.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("MANAGEMENT_SERVER_PORT", "0");
        builder.environment().put("TRAINING_PORT", FreePort.text());
        builder.environment().put("TRAINING_MANAGEMENT_PORT", FreePort.text());
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IOException("exit code %d, see %s: %s".formatted(exit, log, command));
        }
    }
}
