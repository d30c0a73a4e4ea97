package org.snorky.server.store.redis.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script from the resources beside this package's parent, with the digest by which Redis keeps it. */
public final class Script {

    private static final String DIRECTORY = "/org/snorky/server/store/redis/";

    private final String name;
    private final byte[] source;
    private final String digest;

    private Script(String name, byte[] source) {
        this.name = name;
        this.source = source;
        try {
            this.digest =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(source));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** @param files without {@code .lua}, run as one text in this order, so that what the first declares all know */
    public static Script of(String... files) {
        StringBuilder source = new StringBuilder();
        for (String file : files) {
            source.append(read(file + ".lua")).append('\n');
        }
        return new Script(String.join("+", files), source.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String file) {
        try (InputStream resource = Script.class.getResourceAsStream(DIRECTORY + file)) {
            if (resource == null) {
                throw new IllegalArgumentException("No script " + DIRECTORY + file);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    byte[] source() {
        return source;
    }

    String digest() {
        return digest;
    }

    @Override
    public String toString() {
        return name;
    }
}
