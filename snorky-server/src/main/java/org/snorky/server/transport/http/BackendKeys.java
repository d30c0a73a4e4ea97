package org.snorky.server.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that let applications in; any of them does, so that keys can be changed without a pause.
 *
 * <p>How long a comparison takes tells nothing of the keys, not even how long they are: digests are compared, in constant
 * time, and always all of them.
 */
public final class BackendKeys {

    /** Shortest key accepted: what people think up below this length can be guessed. */
    public static final int MIN_LENGTH = KeyQuality.MIN_LENGTH;

    private volatile List<byte[]> digests;

    /** @throws UnsafeBackendKeyException if a key would not protect */
    public BackendKeys(List<String> keys) {
        this.digests = List.of();
        for (int i = 0; i < keys.size(); i++) {
            KeyQuality.check(keys.get(i), "snorky.backend.keys[" + i + "]");
        }
        replace(keys);
    }

    /** Takes other keys in place of all that there are; a request that is under way is judged by either. */
    void replace(List<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There must be a key");
        }
        digests = keys.stream().map(BackendKeys::digest).toList();
    }

    /** @param given what a request presents, or null if nothing */
    public boolean accept(@Nullable String given) {
        byte[] digest = digest(given == null ? "" : given);
        boolean accepted = false;
        for (byte[] each : digests) {
            accepted |= MessageDigest.isEqual(each, digest);
        }
        return accepted;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
