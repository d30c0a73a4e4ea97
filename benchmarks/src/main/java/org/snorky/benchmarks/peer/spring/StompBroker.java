package org.snorky.benchmarks.peer.spring;

import org.snorky.server.config.SnorkyServerAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketTransportRegistration;

/** An application with Spring's simple broker, which keeps the order of messages, as all that it is compared with do. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = SnorkyServerAutoConfiguration.class)
@EnableWebSocketMessageBroker
public class StompBroker implements WebSocketMessageBrokerConfigurer {

    private static final int SEND_TIME_LIMIT_MS = 30_000;
    private static final int BUFFER_BYTES = 1 << 20;

    /** Starts it, with the settings of Spring Boot as arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(StompBroker.class, arguments);
    }

    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        registry.setPreserveReceiveOrder(true).addEndpoint("/ws");
    }

    @Override
    public void configureMessageBroker(MessageBrokerRegistry registry) {
        registry.setPreservePublishOrder(true).enableSimpleBroker("/topic");
    }

    @Override
    public void configureWebSocketTransport(WebSocketTransportRegistration registration) {
        registration.setSendTimeLimit(SEND_TIME_LIMIT_MS).setSendBufferSizeLimit(BUFFER_BYTES);
    }
}
