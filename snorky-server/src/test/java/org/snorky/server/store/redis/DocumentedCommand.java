package org.snorky.server.store.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command in the documentation of a package, which tells a key or a channel.
 *
 * @param life for how long the key lives then, as {@code no TTL} or {@code TTL 5 min}; null where it is not told
 */
record DocumentedCommand(
        String where, List<String> words, @Nullable String life) {

    private static final Path PACKAGES = Path.of("src", "main", "java", "org", "snorky", "server", "store", "redis");

    private static final Pattern LINE = Pattern.compile("^ \\* ([A-Z]+ .*\\{snorky:[^#]*(?:#[^ ][^#]*)*)(?: # (.*))?$");
    private static final Pattern CONTINUED = Pattern.compile("^ \\* +# (.*)$");
    private static final Pattern LIFE = Pattern.compile("^(no TTL|TTL [^:;,]+)");
    private static final Pattern FIXED = Pattern.compile("TTL (\\d+) (min|h)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern VARYING = Pattern.compile("([A-Z]+)|\\d+");

    private static final String DIGEST = "[0-9a-f]{40}";
    private static final String PROCESS = "[\\w-]{16}";

    /** What the words in capitals stand for, as the documentation of the packages tells it. */
    private static final Map<String, String> MEANINGS = Map.of(
            "CHANNEL", DIGEST,
            "DOCUMENT", DIGEST,
            "IDENTITY", DIGEST,
            "ITEM", DIGEST,
            "SERVICE", "(?:pubsub|chat)",
            "TOKEN", "[\\w-]+",
            "PROCESS", PROCESS,
            "NODE", PROCESS + "\\.\\d+");

    static List<DocumentedCommand> all() throws IOException {
        List<DocumentedCommand> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PACKAGES)) {
            for (Path file : files.filter(file -> file.endsWith("package-info.java"))
                    .sorted()
                    .toList()) {
                read(PACKAGES.relativize(file).toString(), Files.readAllLines(file), all);
            }
        }
        return all;
    }

    private static void read(String where, List<String> lines, List<DocumentedCommand> all) {
        for (String line : lines) {
            Matcher command = LINE.matcher(line);
            Matcher continued = CONTINUED.matcher(line);
            if (command.find()) {
                all.add(new DocumentedCommand(where, words(command.group(1)), life(command.group(2))));
            } else if (continued.find()) {
                DocumentedCommand last = all.remove(all.size() - 1);
                all.add(new DocumentedCommand(where, last.words(), life(continued.group(1))));
            }
        }
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    private static @Nullable String life(@Nullable String remark) {
        Matcher life = LIFE.matcher(remark == null ? "" : remark);
        return life.find() ? life.group(1).strip() : null;
    }

    String name() {
        return words.get(0);
    }

    /** The key, or the channel that is published on; two where one is renamed. */
    List<String> keys() {
        return words.stream().filter(word -> word.startsWith("{snorky:")).toList();
    }

    boolean isOn(String key) {
        return keys().stream().anyMatch(documented -> key.matches(pattern(documented)));
    }

    private static String pattern(String documented) {
        StringBuilder pattern = new StringBuilder();
        Matcher varying = VARYING.matcher(documented);
        int from = 0;
        while (varying.find()) {
            pattern.append(Pattern.quote(documented.substring(from, varying.start())));
            pattern.append(varying.group(1) == null ? "\\d+" : MEANINGS.get(varying.group(1)));
            from = varying.end();
        }
        return pattern.append(Pattern.quote(documented.substring(from))).toString();
    }

    /** Whether a key may have so many milliseconds left to live, -1 being for ever. */
    boolean allows(long millis) {
        if (life == null || life.equals("no TTL")) {
            return millis == -1;
        }
        Matcher fixed = FIXED.matcher(life);
        Duration most = !fixed.matches()
                ? Duration.ofDays(365)
                : fixed.group(2).equals("h")
                        ? Duration.ofHours(Long.parseLong(fixed.group(1)))
                        : Duration.ofMinutes(Long.parseLong(fixed.group(1)));
        return millis >= 0 && millis <= most.toMillis();
    }

    @Override
    public String toString() {
        return where + ": " + String.join(" ", words);
    }
}
