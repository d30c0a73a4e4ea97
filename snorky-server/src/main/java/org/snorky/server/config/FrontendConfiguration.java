package org.snorky.server.config;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snorky.server.identity.ClientAuthenticator;
import org.snorky.server.service.ServiceRegistry;
import org.snorky.server.transport.script.ScriptEndpoint;
import org.snorky.server.transport.socket.AcceptingInterceptor;
import org.snorky.server.transport.socket.AuthenticatingInterceptor;
import org.snorky.server.transport.socket.ForeignPageInterceptor;
import org.snorky.server.transport.socket.OpenSessions;
import org.snorky.server.transport.socket.SocketMeters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;

/**
 * The endpoints for browsers.
 *
 * <p>Their URLs are mapped here and not by {@code @EnableWebSocket}, which would bring a task scheduler and a handler
 * mapping into applications that may have their own.
 */
@Configuration(proxyBeanMethods = false)
class FrontendConfiguration {

    /** Before the application's controllers, one of which may be mapped to everything. */
    private static final int ORDER = -10;

    private static final List<String> ADAPTERS = List.of("snorky-angularjs.js", "snorky-knockout.js");

    @Bean
    OpenSessions snorkyOpenSessions() {
        return new OpenSessions();
    }

    @Bean
    SocketMeters snorkySocketMeters(SnorkyMeters meters, OpenSessions sessions) {
        return new SocketMeters(meters.registry(), sessions);
    }

    @Bean
    SnorkyLifecycle snorkyLifecycle(
            OpenSessions sessions, ServiceThreadsProbe probe, SnorkyThreads threads, SnorkyProperties properties) {
        FrontendProperties frontend = properties.frontend();
        return new SnorkyLifecycle(
                sessions,
                probe,
                threads.scheduler(),
                frontend.shutdown().spread(new SecureRandom()),
                frontend.outbound().closeTime());
    }

    @Bean
    WebSocketHandlerMapping snorkyHandlerMapping(
            SnorkyProperties properties,
            SnorkyRegistries registries,
            SnorkyThreads threads,
            SocketParts sockets,
            ClientAuthenticator authenticator) {
        FrontendProperties frontend = properties.frontend();
        FrontendEndpoints endpoints = new FrontendEndpoints(
                frontend,
                registries.dispatcher(ServiceRegistry.FRONTEND),
                threads,
                sockets,
                interceptors(frontend, sockets, authenticator));
        Map<String, HttpRequestHandler> handlers = new LinkedHashMap<>();
        if (frontend.websocket().enabled()) {
            handlers.put(frontend.websocket().path(), endpoints.webSocket());
        }
        if (frontend.sockjs().enabled()) {
            handlers.put(frontend.sockjs().path() + "/**", endpoints.sockJs());
        }
        if (frontend.script().enabled()) {
            handlers.putAll(scripts(frontend.script().path()));
        }
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setOrder(ORDER);
        mapping.setUrlMap(handlers);
        return mapping;
    }

    /** The client at its path and the adapters beside it, each with its source map. */
    private static Map<String, HttpRequestHandler> scripts(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        Map<String, HttpRequestHandler> scripts = new LinkedHashMap<>();
        ADAPTERS.forEach(adapter -> addScript(scripts, folder + adapter, adapter));
        addScript(scripts, path, "snorky.js");
        return scripts;
    }

    private static void addScript(Map<String, HttpRequestHandler> scripts, String path, String name) {
        ClassPathResource script = new ClassPathResource("META-INF/resources/" + name);
        ClassPathResource map = new ClassPathResource("META-INF/resources/" + name + ".map");
        scripts.put(path, new ScriptEndpoint(script, "text/javascript;charset=UTF-8"));
        scripts.put(path + ".map", new ScriptEndpoint(map, "application/json"));
    }

    private static List<HandshakeInterceptor> interceptors(
            FrontendProperties frontend, SocketParts sockets, ClientAuthenticator authenticator) {
        OriginHandshakeInterceptor origins = new OriginHandshakeInterceptor();
        origins.setAllowedOriginPatterns(frontend.allowedOrigins());
        return List.of(
                new AcceptingInterceptor(sockets.sessions()),
                origins,
                new ForeignPageInterceptor(),
                new AuthenticatingInterceptor(authenticator),
                sockets.admission());
    }
}
