package org.snorky.testsupport.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumFinderTests {

    @TempDir
    Path machine;

    @Test
    void findsTheFirstNameOnThePath() throws IOException {
        Path chrome = executable("bin/google-chrome");
        Path chromium = executable("local/chromium");

        assertThat(find(Map.of("PATH", path("bin", "local")))).contains(chromium);
        assertThat(find(Map.of("PATH", path("bin")))).contains(chrome);
    }

    @Test
    void prefersTheOneThatTheEnvironmentNames() throws IOException {
        executable("bin/chromium");
        Path mine = executable("mine/my-browser");

        assertThat(find(Map.of("PATH", path("bin"), "SNORKY_CHROMIUM", mine.toString())))
                .contains(mine);
    }

    @Test
    void refusesANameThatCannotBeRun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> find(
                        Map.of("SNORKY_CHROMIUM", machine.resolve("nothing").toString())))
                .withMessageContaining("nothing");
    }

    @Test
    void findsNothingWhereThereIsNothing() throws IOException {
        Files.createDirectories(machine.resolve("bin/chromium"));

        assertThat(find(Map.of("PATH", path("bin")))).isEmpty();
        assertThat(find(Map.of())).isEmpty();
    }

    private Optional<Path> find(Map<String, String> environment) {
        return new ChromiumFinder(environment).find();
    }

    private Path executable(String name) throws IOException {
        Path file = machine.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private String path(String... folders) {
        return Arrays.stream(folders)
                .map(folder -> machine.resolve(folder).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
