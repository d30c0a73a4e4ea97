package org.snorky.server.store.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snorky.server.RunningServer;
import org.snorky.server.store.redis.link.UnsuitableRedisException;
import org.snorky.testsupport.redis.RedisServer;
import org.snorky.testsupport.tls.Certificates;

/** Nodes and a Redis that show each other certificates, configured by Boot's own settings. */
class RedisTlsTests {

    @TempDir
    private static Path folder;

    private static int port;
    private static RedisServer redis;

    @BeforeAll
    static void start() {
        new Certificates(folder)
                .create("redis")
                .create("node")
                .create("stranger")
                .trust("servers", "redis")
                .trust("others", "stranger")
                .pem("redis")
                .pem("node");
        port = RedisServer.freePort();
        redis = RedisServer.start(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                folder.resolve("redis.pem").toString(),
                "--tls-key-file",
                folder.resolve("redis.key").toString(),
                "--tls-ca-cert-file",
                folder.resolve("node.pem").toString());
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    private static RunningServer node(String certificate, String trusted) {
        return EveryStore.node(
                "spring.data.redis.host=localhost",
                "spring.data.redis.port=" + port,
                "spring.data.redis.ssl.bundle=redis",
                "spring.ssl.bundle.jks.redis.keystore.location=file:" + folder.resolve(certificate + ".p12"),
                "spring.ssl.bundle.jks.redis.keystore.password=" + Certificates.PASSWORD,
                "spring.ssl.bundle.jks.redis.truststore.location=file:" + folder.resolve(trusted + ".p12"),
                "spring.ssl.bundle.jks.redis.truststore.password=" + Certificates.PASSWORD);
    }

    @Test
    void doEverythingWhereEachTrustsTheOther() {
        try (RunningServer a = node("node", "servers");
                RunningServer b = node("node", "servers")) {
            EveryStore.isSharedBy(a, b);
        }
    }

    @Test
    void doNotStartWithACertificateThatRedisDoesNotKnow() {
        assertThatThrownBy(() -> node("stranger", "servers"))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName());
    }

    @Test
    void doNotStartWithARedisThatTheyDoNotTrust() {
        assertThatThrownBy(() -> node("node", "others"))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName());
    }

    @Test
    void doNotStartWithoutTls() {
        assertThatThrownBy(() -> EveryStore.node("spring.data.redis.host=localhost", "spring.data.redis.port=" + port))
                .hasStackTraceContaining(UnsuitableRedisException.class.getName());
    }
}
