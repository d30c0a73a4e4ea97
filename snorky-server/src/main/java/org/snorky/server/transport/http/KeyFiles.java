package org.snorky.server.transport.http;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that stand in files, one a line, which are read anew while the server runs.
 *
 * <ol>
 *   <li>What a file holds is taken once it has been the same twice in a row, so that one that is being written is not read by
 *       halves.
 *   <li>Files that cannot be read or hold an unsafe key change nothing: the keys from before stay, and the problem is told
 *       until it is mended.
 * </ol>
 *
 * {@link #refresh} is called by one thread at a time, the rest by any.
 */
public final class KeyFiles {

    private static final Logger log = LoggerFactory.getLogger(KeyFiles.class);

    /** Far more than any number of keys takes. */
    private static final int MAX_BYTES = 64 * 1024;

    private final List<Path> files;
    private final List<String> always;
    private final BackendKeys keys;
    private List<String> current;
    private List<String> seen;
    private volatile @Nullable String problem;

    /**
     * Reads the files for the first time.
     *
     * @param always keys that are good besides
     * @throws UnsafeBackendKeyException if a key would not protect, or a file cannot be read or holds none
     */
    public KeyFiles(List<Path> files, List<String> always) {
        this.files = List.copyOf(files);
        this.always = List.copyOf(always);
        this.current = read();
        this.seen = current;
        this.keys = new BackendKeys(all(current));
    }

    /** The keys as they are at any time. */
    public BackendKeys keys() {
        return keys;
    }

    /** What is wrong with the files, or null where nothing is. */
    public @Nullable String problem() {
        return problem;
    }

    /** Looks whether the files have changed; to be called every few seconds. */
    public void refresh() {
        List<String> found;
        try {
            found = read();
        } catch (UnsafeBackendKeyException bad) {
            tell(bad.getMessage() + "; the keys from before are still in use");
            return;
        }
        if (found.equals(seen) && !found.equals(current)) {
            keys.replace(all(found));
            current = found;
            log.info(
                    "The backend's keys have changed; there are {} now",
                    all(found).size());
        }
        seen = found;
        problem = null;
    }

    private void tell(String what) {
        if (!what.equals(problem)) {
            log.error("{}", what);
        }
        problem = what;
    }

    private List<String> all(List<String> read) {
        List<String> all = new ArrayList<>(always);
        all.addAll(read);
        return all;
    }

    private List<String> read() {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String place = "snorky.backend.key-files[" + i + "]";
            int before = read.size();
            List<String> lines = lines(files.get(i), place);
            for (int line = 0; line < lines.size(); line++) {
                String key = lines.get(line).strip();
                if (!key.isEmpty()) {
                    KeyQuality.check(key, place + ", line " + (line + 1) + ",");
                    read.add(key);
                }
            }
            if (read.size() == before) {
                throw new UnsafeBackendKeyException(place + " holds no key");
            }
        }
        return read;
    }

    private static List<String> lines(Path file, String place) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new UnsafeBackendKeyException(
                        place + " is no file of keys: it has more than " + MAX_BYTES + " bytes");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            throw new UnsafeBackendKeyException(place + " does not exist: " + file);
        } catch (MalformedInputException binary) {
            throw new UnsafeBackendKeyException(place + " is no text in UTF-8");
        } catch (IOException unreadable) {
            throw new UnsafeBackendKeyException(place + " cannot be read: " + unreadable.getMessage());
        }
    }
}
