package org.snorky.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The endpoint for trusted applications, on the management port, where that is another than the frontend's.
 *
 * @param enabled whether there is one
 * @param path where; the REST resources lie below it
 * @param keys values of {@code X-Backend-Key} that let a request in, each at least 16 characters; where none is set, nor a
 *     file, one is made up and logged at start
 * @param keyFiles files of such keys, one a line, which may change while the server runs
 * @param keyFilesInterval how often the files are read; what has changed is taken the second time
 * @param maxBody longest body taken
 * @param timeout how long a service may take to answer
 */
public record BackendProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("/backend") String path,
        @DefaultValue List<String> keys,
        @DefaultValue List<Path> keyFiles,
        @DefaultValue("5s") Duration keyFilesInterval,
        @DefaultValue("4MB") DataSize maxBody,
        @DefaultValue("30s") Duration timeout) {

    public BackendProperties {
        Check.path("snorky.backend.path", path);
        Check.positive("snorky.backend.max-body", maxBody.toBytes());
        Check.positive("snorky.backend.key-files-interval", keyFilesInterval);
        Check.positive("snorky.backend.timeout", timeout);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "BackendProperties[enabled=%s, path=%s, %d keys, keyFiles=%s, maxBody=%s, timeout=%s]"
                .formatted(enabled, path, keys.size(), keyFiles, maxBody, timeout);
    }
}
