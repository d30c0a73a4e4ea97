package org.snorky.server.config;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.server.actuate.BackendKeysHealthIndicator;
import org.snorky.server.transport.http.BackendKeys;
import org.snorky.server.transport.http.KeyFiles;
import org.snorky.server.transport.http.KeyRefusals;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the HTTP backend needs of the application's context; it is served by {@link BackendManagementConfiguration}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
@ConditionalOnBooleanProperty(name = "snorky.backend.enabled", matchIfMissing = true)
class BackendConfiguration {

    private static final Logger log = LoggerFactory.getLogger(BackendConfiguration.class);

    private static final int KEY_BYTES = 32;

    @Bean
    KeyFiles snorkyKeyFiles(SnorkyProperties properties) {
        BackendProperties backend = properties.backend();
        boolean hasNone = backend.keys().isEmpty() && backend.keyFiles().isEmpty();
        return new KeyFiles(backend.keyFiles(), hasNone ? List.of(generated()) : backend.keys());
    }

    @Bean
    BackendKeys snorkyBackendKeys(KeyFiles files) {
        return files.keys();
    }

    @Bean
    Repetition snorkyKeyFilesRefresh(KeyFiles files, SnorkyThreads threads, SnorkyProperties properties) {
        return new Repetition(
                "Reading the files of backend keys",
                files::refresh,
                threads.scheduler(),
                properties.backend().keyFilesInterval());
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("snorkyBackendKeys")
    BackendKeysHealthIndicator snorkyBackendKeysHealthIndicator(KeyFiles files) {
        return new BackendKeysHealthIndicator(files::problem);
    }

    @Bean
    KeyRefusals snorkyKeyRefusals(SnorkyMeters meters) {
        return new KeyRefusals(meters.registry(), System::nanoTime);
    }

    private static String generated() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        log.warn(
                "\n\nUsing a generated backend key: {}\n\nIt is good until the server stops. Set snorky.backend.keys"
                        + " (SNORKY_BACKEND_KEYS) to keys of your own.\n",
                key);
        return key;
    }
}
