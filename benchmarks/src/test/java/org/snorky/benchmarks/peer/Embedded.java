package org.snorky.benchmarks.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.snorky.benchmarks.load.Dialect;
import org.snorky.server.SnorkyServer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A server in this process, where its writes and its garbage can be counted. */
record Embedded(ConfigurableApplicationContext context, Dialect pubSub, Dialect rows) implements AutoCloseable {

    private static final String KEY = "5a0f6a2c9d3f41e7b8f1";

    /** Our server, standalone but for the process, and with clients that are anonymous: it does not look at their tokens. */
    static Embedded snorky() {
        SpringApplication application = new SpringApplication(SnorkyServer.class);
        Properties defaults = SnorkyServer.defaults();
        application.setDefaultProperties(defaults);
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--logging.level.root=warn",
                "--snorky.frontend.script.enabled=false",
                "--snorky.backend.keys=" + KEY));
        arguments.addAll(Snorky.UNLIMITED);
        ConfigurableApplicationContext context = application.run(arguments.toArray(String[]::new));
        int port = port(context, "local.server.port");
        int backendPort = port(context, "local.management.port");
        AccessTokens accessTokens = new AccessTokens(KEY);
        return new Embedded(
                context,
                new PubSubDialect(port, accessTokens),
                new DataSyncDialect("Task", port, accessTokens, new Backend(backendPort, KEY), backendPort));
    }

    static int port(ConfigurableApplicationContext context, String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
