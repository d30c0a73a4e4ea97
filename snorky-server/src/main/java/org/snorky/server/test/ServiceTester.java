package org.snorky.server.test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.WireJson;
import org.snorky.server.rpc.RpcServices;
import org.snorky.server.service.InboundLimits;
import org.snorky.server.service.MessageDispatcher;
import org.snorky.server.service.Service;
import org.snorky.server.service.ServiceRegistry;
import tools.jackson.databind.JsonNode;

/**
 * A server without sockets, around the services under test.
 *
 * <p>All but the network is what it is in a server: messages are read from JSON, parameters bound and validated, commands
 * run one at a time in their order, failures become answers. Everything runs on the test's own thread and is done when the
 * call returns, so that a test needs no waiting; only what a service itself gives to other threads comes later.
 *
 * <pre>{@code
 * ServiceTester tester = ServiceTester.of(new MyChatService());
 * TestedClient ann = tester.connect("ann");
 * TestedClient bob = tester.connect("bob");
 * bob.call("join");
 * ann.call("send_message", Map.of("body", "hello"));
 * assertThat(bob.received()).hasSize(1);
 * }</pre>
 */
public final class ServiceTester {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();
    private static final InboundLimits LIMITS = new InboundLimits(256, 1 << 20);

    private final MessageDispatcher dispatcher;
    private final String first;

    private ServiceTester(List<Service> services) {
        this.first = services.get(0).name();
        this.dispatcher =
                new MessageDispatcher(new ServiceRegistry(ServiceRegistry.FRONTEND, services), Runnable::run, LIMITS);
    }

    /**
     * Puts services into one registry, whichever they name.
     *
     * @param service an object whose class is annotated with {@link org.snorky.server.rpc.SnorkyService}, or a
     *     {@link Service}; the one that clients call unless they say otherwise
     * @param others more of them
     * @throws IllegalStateException if one cannot serve, as when a server starts with it
     */
    public static ServiceTester of(Object service, Object... others) {
        RpcServices rpc = new RpcServices(VALIDATOR, new SimpleMeterRegistry());
        return new ServiceTester(Stream.concat(Stream.of(service), Stream.of(others))
                .map(each -> each instanceof Service plain ? plain : rpc.of(each))
                .toList());
    }

    /** Connects a client that nothing has authenticated. */
    public TestedClient connect() {
        return connect(null);
    }

    /**
     * Connects a client with an identity; each call brings another client, of the same identity or not.
     *
     * @param identity any value, turned to JSON
     */
    public TestedClient connect(@Nullable Object identity) {
        TestedSession session = new TestedSession(identity == null ? null : json(identity));
        return new TestedClient(session, dispatcher.connect(session), first);
    }

    /** An application that asks over HTTP: its calls are answered, and services do not hear that it comes or goes. */
    public TestedClient backend() {
        TestedSession session = new TestedSession(null);
        return new TestedClient(session, dispatcher.exchange(session), first);
    }

    static JsonNode json(Object value) {
        return WireJson.mapper().valueToTree(value);
    }
}
