package org.snorky.server.config;

import java.util.Objects;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Buffers of Tomcat's connections, as small as {@code snorky.frontend.websocket.container-buffers} says.
 *
 * <p>Tomcat sets eight of them aside for each WebSocket for as long as it lasts: one each for reading from and writing to the
 * socket, for frames that come in, text and binary ones in the making, and for frames that go out. At its own 8 KB (16 KB
 * for text) they are nine tenths of what a quiet connection takes. They bound no message: parts of long ones come one
 * after the other ({@link org.snorky.server.transport.socket.ClientHandler#supportsPartialMessages}).
 *
 * <p>Only where asked for, since neither the connector nor what Tomcat reads of system properties is this endpoint's alone.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({TomcatServletWebServerFactory.class, Connector.class})
@ConditionalOnProperty("snorky.frontend.websocket.container-buffers")
class TomcatBuffersConfiguration {

    /** Read once, when the first WebSocket endpoint of the process is made. */
    private static final String FRAMES = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

    private static final String TEXT = "org.apache.tomcat.websocket.textBufferSize";
    private static final String BINARY = "org.apache.tomcat.websocket.binaryBufferSize";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> snorkyTomcatBuffers(SnorkyProperties properties) {
        String size = String.valueOf(
                Objects.requireNonNull(properties.frontend().websocket().containerBuffers())
                        .toBytes());
        return factory -> {
            if (System.getProperty(FRAMES) == null) {
                System.setProperty(FRAMES, size);
            }
            factory.addConnectorCustomizers(connector -> shrinkSockets(connector, size));
            factory.addContextCustomizers(context -> shrinkMessages(context, size));
        };
    }

    /** Buffers of closed connections are not kept for others: they are made in less time than they are looked after. */
    private static void shrinkSockets(Connector connector, String size) {
        connector.setProperty("socket.appReadBufSize", size);
        connector.setProperty("socket.appWriteBufSize", size);
        connector.setProperty("socket.bufferPool", "0");
    }

    private static void shrinkMessages(Context context, String size) {
        context.addParameter(TEXT, size);
        context.addParameter(BINARY, size);
    }
}
