package org.snorky.benchmarks.peer.spring;

import org.snorky.server.config.SnorkyServerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** An application with one handler of WebSockets. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = SnorkyServerAutoConfiguration.class)
@EnableWebSocket
public class Broadcaster implements WebSocketConfigurer {

    /** Starts it, with the settings of Spring Boot as arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(Broadcaster.class, arguments);
    }

    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        registry.addHandler(new BroadcastHandler(), "/ws");
    }
}
