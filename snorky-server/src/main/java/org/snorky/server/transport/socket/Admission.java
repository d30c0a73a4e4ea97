package org.snorky.server.transport.socket;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.protocol.JsonKey;
import org.snorky.server.limit.AddressGroup;
import org.snorky.server.limit.ConnectionCounts;
import org.snorky.server.limit.ConnectionCounts.Owner;
import org.snorky.server.limit.Limit;
import org.snorky.server.limit.Refusals;
import org.snorky.server.transport.Seldom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.JsonNode;

/**
 * Lets connections in while there is room for them.
 *
 * <p>A handshake for which there is none is answered 503, or 429 where it is the client that has too many. It only looks, for
 * between it and the connection much can fail that nobody is told of; the connection itself takes the place, and where
 * several handshakes raced for the last one, it closes at once.
 */
public final class Admission implements HandshakeGate {

    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private static final String ADDRESS = Admission.class.getName();
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ConnectionCounts counts;
    private final Refusals refusals;
    private final Seldom warning;

    /** @param ticker nanoseconds from some moment on */
    public Admission(ConnectionCounts counts, Refusals refusals, LongSupplier ticker) {
        this.counts = counts;
        this.refusals = refusals;
        this.warning = new Seldom(ticker);
    }

    /** The place of one connection. */
    final class Place {

        private final Owner owner;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private Place(Owner owner) {
            this.owner = owner;
        }

        void leave() {
            if (taken.compareAndSet(true, false)) {
                counts.leave(owner);
            }
        }
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        AddressGroup address = AddressGroup.of(address(request));
        attributes.put(ADDRESS, address);
        Owner owner = new Owner(
                address, key(AuthenticatingInterceptor.identity(attributes).value()));
        Limit reached = counts.reached(owner);
        if (reached == null) {
            return true;
        }
        refused(reached, owner);
        response.setStatusCode(
                reached == Limit.CONNECTIONS ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.TOO_MANY_REQUESTS);
        response.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return false;
    }

    /** As the container sees it, which trusts proxies as it is configured to; never looked up by name. */
    private static String address(ServerHttpRequest request) {
        return request instanceof ServletServerHttpRequest servlet
                ? servlet.getServletRequest().getRemoteAddr()
                : request.getRemoteAddress().getHostString();
    }

    /** Takes a place for a connection, or gives null where there is none. */
    @Nullable Place enter(WebSocketSession connection, @Nullable JsonNode identity) {
        Object address = connection.getAttributes().get(ADDRESS);
        Owner owner = new Owner(address instanceof AddressGroup group ? group : AddressGroup.of(""), key(identity));
        Limit reached = counts.enter(owner);
        if (reached != null) {
            refused(reached, owner);
            return null;
        }
        return new Place(owner);
    }

    private static @Nullable JsonKey key(@Nullable JsonNode identity) {
        return identity == null ? null : JsonKey.of(identity);
    }

    private void refused(Limit limit, Owner owner) {
        refusals.count(limit);
        if (warning.isDue()) {
            log.warn(
                    "Connections are refused ({}), this one from {}. If that is a proxy, see server.forward-headers-strategy;"
                            + " the limits are those of snorky.frontend.limits. More may follow; this is said once a minute",
                    limit.reason(),
                    owner.address());
        }
    }
}
