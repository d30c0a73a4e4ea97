package org.snorky.server.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.JsonKey;
import org.snorky.server.identity.AccessTokens;
import org.snorky.server.identity.InvalidAccessTokenException;
import org.snorky.server.rpc.Client;
import org.snorky.server.rpc.ClientConnected;
import org.snorky.server.rpc.RpcCommand;
import org.snorky.server.rpc.RpcException;
import org.snorky.server.rpc.SnorkyService;
import org.snorky.server.service.Concurrency;
import org.snorky.server.session.ClientIdentity;
import org.snorky.server.session.ExpiringSession;
import tools.jackson.databind.JsonNode;

/**
 * What a client can ask the server about the connection itself: a sign of life, and to go on with a new token in place of
 * the one that expires.
 *
 * <p>Clients do not wait for each other here, since a token may need keys that are fetched first.
 */
@SnorkyService(value = "snorky", concurrency = Concurrency.PER_SESSION)
public final class ConnectionService {

    private final @Nullable AccessTokens tokens;
    private final InstantSource clock;

    /** @param tokens null where tokens mean nothing */
    public ConnectionService(@Nullable AccessTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @ClientConnected
    void connected(Client client) {
        Long expiresIn = client.session() instanceof ExpiringSession session ? expiresIn(session.expiresAt()) : null;
        if (expiresIn != null) {
            client.send(Map.of("type", "token", "expiresIn", expiresIn));
        }
    }

    /** Answers null, which is the sign of life. */
    @RpcCommand
    void ping() {}

    /** Lets the client stay for as long as the new token says, which must be of the same identity. */
    @RpcCommand
    Map<String, @Nullable Long> refresh(Client client, String token) {
        if (tokens == null || !(client.session() instanceof ExpiringSession session)) {
            throw new InvalidAccessTokenException();
        }
        ClientIdentity proved = tokens.verify(token);
        if (!isSame(proved.value(), session.identity())) {
            throw new RpcException("Another identity", ErrorCode.IDENTITY_CHANGED);
        }
        session.holdUntil(proved.expiresAt());
        return Collections.singletonMap("expiresIn", expiresIn(proved.expiresAt()));
    }

    private static boolean isSame(@Nullable JsonNode one, @Nullable JsonNode other) {
        return one == null || other == null ? one == other : JsonKey.of(one).equals(JsonKey.of(other));
    }

    private @Nullable Long expiresIn(@Nullable Instant moment) {
        return moment == null
                ? null
                : Math.max(0, Duration.between(clock.instant(), moment).toMillis());
    }
}
