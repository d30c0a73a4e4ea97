package org.snorky.testsupport.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisServerTests {

    private final RedisServer server = RedisServer.start();

    @AfterEach
    void ends() {
        server.close();
    }

    @Test
    void keepsItsPortAndNothingElseOverARestart() {
        int port = server.port();
        server.ask("SET", "key", "value");
        assertThat(server.ask("GET", "key")).isEqualTo("value");
        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(server.ask("GET", "key")).isNull();
    }

    @Test
    void forgetsEverythingWhenFlushed() {
        server.ask("SET", "key", "value");
        server.flush();
        assertThat(server.ask("DBSIZE")).isEqualTo(0L);
    }

    @Test
    void answersAfterAPauseWhatItWasAskedInIt() throws Exception {
        try (RedisConversation conversation = server.talk()) {
            conversation.ask("PING");
            server.pause();
            Thread asking = new Thread(() -> server.ask("INCR", "asked"));
            asking.start();
            server.resume();
            asking.join();
            assertThat(conversation.ask("GET", "asked")).isEqualTo("1");
        }
    }

    @Test
    void tellsItsErrors() {
        assertThatThrownBy(() -> server.ask("INCR"))
                .isInstanceOf(UncheckedIOException.class)
                .isNotInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("INCR")
                .hasRootCauseInstanceOf(RedisRefusal.class);
    }

    @Test
    void followsAnotherAndGoesOnAloneWhenPromoted() {
        try (RedisServer replica = RedisServer.start()) {
            server.ask("SET", "key", "value");
            replica.follow(server);
            assertThat(replica.ask("GET", "key")).isEqualTo("value");
            assertThatThrownBy(() -> replica.ask("SET", "key", "other")).hasRootCauseInstanceOf(RedisRefusal.class);
            replica.promote();
            replica.ask("SET", "key", "other");
            assertThat(server.ask("GET", "key")).isEqualTo("value");
        }
    }
}
