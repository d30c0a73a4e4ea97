package org.snorky.testsupport.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where Chromium is on this machine. */
final class ChromiumFinder {

    private static final String VARIABLE = "SNORKY_CHROMIUM";
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Map<String, String> environment;

    ChromiumFinder(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The executable; fails if one is named that cannot be run, as that is a mistake and not a missing browser. */
    Optional<Path> find() {
        String named = environment.get(VARIABLE);
        if (named == null) {
            return onPath();
        }
        Path executable = Path.of(named);
        if (!runs(executable)) {
            throw new IllegalStateException(VARIABLE + " names a file that cannot be run: " + named);
        }
        return Optional.of(executable);
    }

    private Optional<Path> onPath() {
        List<Path> folders = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .flatMap(file -> Stream.of(file, file.resolveSibling(file.getFileName() + ".exe")))
                .filter(ChromiumFinder::runs)
                .findFirst();
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
