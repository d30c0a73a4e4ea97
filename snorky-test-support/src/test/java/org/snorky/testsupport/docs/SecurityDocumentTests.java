package org.snorky.testsupport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that the threat model names are there. */
class SecurityDocumentTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Tests|IT))(?:\\.(\\w+))?`");
    private static final Set<String> OTHERS = Set.of("node_modules", "target", ".git");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        assertThat(missing(Files.readString(ROOT.resolve("docs/security.md")))).isEmpty();
    }

    @Test
    void everyThreatNamesATest() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/security.md"))
                        .lines()
                        .dropWhile(line -> !line.equals("## Threats"))
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| who sends what"))
                        .filter(line -> !NAMED.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void findsATestThatIsNotThere() throws IOException {
        assertThat(missing("`SecurityDocumentTests.everyTestThatIsNamedExists`, `SecurityDocumentTests.x`, `NoTests`"))
                .containsExactly("SecurityDocumentTests.x", "NoTests");
    }

    private static List<String> missing(String document) throws IOException {
        Map<String, String> sources = sources();
        return NAMED.matcher(document)
                .results()
                .filter(named -> {
                    String source = sources.get(named.group(1));
                    return source == null || named.group(2) != null && !source.contains(" " + named.group(2) + "(");
                })
                .map(named -> named.group().replace("`", ""))
                .toList();
    }

    /** All Java sources of tests, by the name of their class; those of one name together. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return OTHERS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith("Tests.java") || name.endsWith("IT.java")) {
                    sources.merge(name.replace(".java", ""), Files.readString(file), String::concat);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
