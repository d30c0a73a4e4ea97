package org.snorky.server;

import java.util.Arrays;
import java.util.List;
import org.snorky.server.chat.ChatPolicy;
import org.snorky.server.cursors.CursorPolicy;
import org.snorky.server.messaging.MessagingPolicy;
import org.snorky.server.pubsub.SubscribePolicy;
import org.snorky.server.rpc.Client;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** The policies of the wire examples: they refuse names, channels and documents, and things said, that a list holds. */
public class ExamplePolicies implements ChatPolicy, MessagingPolicy, CursorPolicy, SubscribePolicy {

    /** The setting that holds the lists, as words between commas. */
    public static final String FORBIDDEN = "test.forbidden";

    private final List<String> forbidden;

    public ExamplePolicies(List<String> forbidden) {
        this.forbidden = forbidden;
    }

    @Autowired
    ExamplePolicies(Environment environment) {
        this(Arrays.asList(environment.getProperty(FORBIDDEN, "").split(",")));
    }

    @Override
    public boolean mayJoin(Client client, JsonNode channel) {
        return isAllowed(channel);
    }

    @Override
    public boolean maySubscribe(Client client, JsonNode channel) {
        return isAllowed(channel);
    }

    @Override
    public boolean mayCreate(Client client, JsonNode document) {
        return client.identity() == null || isAllowed(client.identity());
    }

    @Override
    public boolean maySend(Client client, JsonNode channel, JsonNode body) {
        return isAllowed(body);
    }

    @Override
    public boolean mayRegister(Client client, String name) {
        return !forbidden.contains(name);
    }

    @Override
    public boolean maySend(Client client, String sender, String dest, JsonNode body) {
        return isAllowed(body);
    }

    private boolean isAllowed(JsonNode value) {
        return !value.isString() || !forbidden.contains(value.stringValue());
    }
}
