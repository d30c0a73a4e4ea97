package org.snorky.server.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTests {

    private static final String FIRST = "first-of-many-that-fit";
    private static final String SECOND = "second-of-many-that-fit";
    private static final String ALWAYS = "one-that-fits-always";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.writeString(folder.resolve("keys"), FIRST + "\n");
    }

    private KeyFiles files() {
        return new KeyFiles(List.of(file), List.of(ALWAYS));
    }

    @Test
    void letInWhoHasAKeyOfAFileOrOfTheConfiguration() throws IOException {
        Files.writeString(file, "\n" + FIRST + "\n\n  " + SECOND + "  \r\n");
        BackendKeys keys = files().keys();

        assertThat(keys.accept(FIRST)).isTrue();
        assertThat(keys.accept(SECOND)).isTrue();
        assertThat(keys.accept(ALWAYS)).isTrue();
        assertThat(keys.accept("")).isFalse();
    }

    @Test
    void areReadWhereTheyHaveNoLineEnd() throws IOException {
        Files.writeString(file, FIRST);

        assertThat(files().keys().accept(FIRST)).isTrue();
    }

    @Nested
    class Rotated {

        private KeyFiles files;
        private BackendKeys keys;

        @BeforeEach
        void readFiles() {
            files = files();
            keys = files.keys();
        }

        private void write(String content) throws IOException {
            Files.writeString(file, content);
        }

        @Test
        void takeTheNewKeyAndThenDropTheOld() throws IOException {
            write(FIRST + "\n" + SECOND);
            files.refresh();
            files.refresh();
            assertThat(keys.accept(FIRST)).isTrue();
            assertThat(keys.accept(SECOND)).isTrue();

            write(SECOND);
            files.refresh();
            files.refresh();
            assertThat(keys.accept(FIRST)).isFalse();
            assertThat(keys.accept(SECOND)).isTrue();
            assertThat(keys.accept(ALWAYS)).isTrue();
        }

        @Test
        void areTakenOnlyOnceTheyHaveStayedTheSame() throws IOException {
            write(SECOND.substring(0, 18));
            files.refresh();
            write(SECOND);
            files.refresh();
            assertThat(keys.accept(SECOND.substring(0, 18))).isFalse();
            assertThat(keys.accept(FIRST)).isTrue();

            files.refresh();
            assertThat(keys.accept(SECOND)).isTrue();
        }

        @Test
        void keepTheOldKeysWhileTheNewOnesAreBad() throws IOException {
            for (String bad : List.of("", "short", "changemechangeme", "with blanks in its middle")) {
                write(bad);
                files.refresh();
                files.refresh();
                assertThat(keys.accept(FIRST)).isTrue();
                assertThat(files.problem())
                        .contains("snorky.backend.key-files[0]", "the keys from before are still in use")
                        .doesNotContain("changemechangeme");
            }
            write(SECOND);
            files.refresh();
            files.refresh();
            assertThat(files.problem()).isNull();
            assertThat(keys.accept(SECOND)).isTrue();
        }

        @Test
        void keepTheOldKeysWhileTheFileIsGone() throws IOException {
            Files.delete(file);
            files.refresh();

            assertThat(files.problem()).contains("does not exist");
            assertThat(keys.accept(FIRST)).isTrue();
        }
    }

    @Test
    void stopTheServerAtStartIfTheyAreBad() throws IOException {
        Files.writeString(file, FIRST + "\nshort");
        assertThatThrownBy(this::files)
                .isInstanceOf(UnsafeBackendKeyException.class)
                .hasMessage("snorky.backend.key-files[0], line 2, is shorter than 16 characters");

        Files.writeString(file, " \n");
        assertThatThrownBy(this::files).hasMessage("snorky.backend.key-files[0] holds no key");

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(this::files).hasMessage("snorky.backend.key-files[0] is no text in UTF-8");

        Files.delete(file);
        assertThatThrownBy(this::files).hasMessageContaining("does not exist");
    }
}
