package org.snorky.testsupport.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the code in the documents to code that is compiled or run.
 *
 * <p>A block of code names the file it is from in a comment above it, {@code <!-- code: path -->}; each of its lines stands
 * in that file, in that order. The file may have more: imports, say, or the rest of a test.
 */
class DocumentedCodeTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("(?m)^(?:<!-- code: (\\S+) -->\\n)?^```(\\w+)\\n((?s:.*?))^```$");
    private static final List<String> CODE = List.of("java", "js", "ts", "html", "yaml", "xml");

    record Block(Path document, String source, String code) {

        @Override
        public String toString() {
            return ROOT.relativize(document) + " from " + source;
        }
    }

    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult block :
                    BLOCK.matcher(Files.readString(document)).results().toList()) {
                if (CODE.contains(block.group(2))) {
                    blocks.add(new Block(document, String.valueOf(block.group(1)), block.group(3)));
                }
            }
        }
        return blocks;
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(path -> path.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void codeStandsInItsSource(Block block) throws IOException {
        assertThat(block.source()).as("the source of %s", block.code()).isNotEqualTo("null");

        assertThat(missing(block.code(), Files.readString(ROOT.resolve(block.source()))))
                .isEmpty();
    }

    @Test
    void findsALineThatIsNotThere() {
        assertThat(missing("a\n  b\n", "x\n a\ny\nb\n")).isEmpty();
        assertThat(missing("a\nb\n", "b\na\n")).containsExactly("b");
    }

    /** The lines of the code that do not stand in the source behind the ones before them. */
    private static List<String> missing(String code, String source) {
        List<String> lines = source.lines().map(String::strip).toList();
        List<String> missing = new ArrayList<>();
        int from = 0;
        for (String line :
                code.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            int at = lines.subList(from, lines.size()).indexOf(line);
            if (at < 0) {
                missing.add(line);
            } else {
                from += at + 1;
            }
        }
        return missing;
    }
}
