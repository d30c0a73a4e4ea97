package org.snorky.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.client.SnorkyClient;
import org.snorky.client.SnorkyServerException;
import org.snorky.client.SnorkyUnavailableException;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.testsupport.tls.Certificates;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.node.NullNode;

/** A backend that asks applications for certificates, configured as the documentation says. */
class MutualTlsTests {

    private static final String KEY = "only-the-tests-of-tls-know-this";

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void startServer() {
        new Certificates(folder)
                .create("server")
                .create("application")
                .create("stranger")
                .trust("applications", "application")
                .trust("servers", "server");
        server = run(
                StandaloneServer.class,
                "tls-server",
                List.of("snorky.client.enabled=false", "snorky.backend.keys=" + KEY),
                "spring.ssl.bundle.jks.backend",
                "server.p12",
                "applications.p12");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static ConfigurableApplicationContext run(
            Class<?> source, String example, List<String> settings, String bundle, String keys, String trusted) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "management.server.port=0",
                "STORE_PASSWORD=" + Certificates.PASSWORD,
                "spring.config.additional-location=classpath:/examples/" + example + ".yml",
                bundle + ".keystore.location=file:" + folder.resolve(keys),
                bundle + ".truststore.location=file:" + folder.resolve(trusted)));
        all.addAll(settings);
        return new SpringApplicationBuilder(source)
                .bannerMode(Banner.Mode.OFF)
                .run(all.stream().map(setting -> "--" + setting).toArray(String[]::new));
    }

    private static String url(String scheme) {
        return scheme + "://localhost:"
                + server.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    private static ConfigurableApplicationContext startApplication(String keys) {
        return run(
                LiveApplication.class,
                "tls-application",
                List.of(
                        "snorky.server.enabled=false",
                        "snorky.client.url=" + url("https"),
                        "snorky.client.key=" + KEY,
                        "snorky.client.connect-timeout=1m",
                        "snorky.client.read-timeout=1m",
                        "spring.datasource.generate-unique-name=true"),
                "spring.ssl.bundle.jks.snorky",
                keys,
                "servers.p12");
    }

    private static void authorize(SnorkyClient client) {
        assertThat(client.authorize(List.of(new SubscriptionItem("Todo", NullNode.getInstance())))
                        .token())
                .isNotEmpty();
    }

    @Test
    void letsInAnApplicationWithACertificateAndAKey() {
        try (ConfigurableApplicationContext application = startApplication("application.p12")) {
            authorize(application.getBean(SnorkyClient.class));
        }
    }

    @Test
    void keepsOutAnApplicationWithACertificateOfAnother() {
        try (ConfigurableApplicationContext application = startApplication("stranger.p12")) {
            SnorkyClient client = application.getBean(SnorkyClient.class);
            assertThatThrownBy(() -> authorize(client)).isInstanceOf(SnorkyUnavailableException.class);
        }
    }

    @Test
    void keepsOutAnApplicationWithACertificateAndNoKey() {
        try (ConfigurableApplicationContext application = startApplication("application.p12")) {
            SnorkyClient client = SnorkyClient.builder()
                    .url(url("https"))
                    .key("a-key-that-nobody-gave-us")
                    .sslContext(application
                            .getBean(SslBundles.class)
                            .getBundle("snorky")
                            .createSslContext())
                    .build();
            assertThatThrownBy(() -> authorize(client)).isInstanceOf(SnorkyServerException.class);
        }
    }

    @Test
    void keepsOutAnApplicationWithoutACertificate() {
        SnorkyClient plain =
                SnorkyClient.builder().url(url("http")).key(KEY).retries(0).build();
        SnorkyClient untrusting =
                SnorkyClient.builder().url(url("https")).key(KEY).retries(0).build();

        assertThatThrownBy(() -> authorize(plain)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> authorize(untrusting)).isInstanceOf(SnorkyUnavailableException.class);
    }
}
