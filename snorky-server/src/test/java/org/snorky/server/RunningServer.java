package org.snorky.server;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The standalone server, started with its own defaults on ports that are free. */
public final class RunningServer implements AutoCloseable {

    public static final String KEY = "a-key-for-the-tests-of-the-server";

    private final ConfigurableApplicationContext context;

    private RunningServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param settings such as {@code snorky.backend.timeout=1s}; an empty value takes one of the tests' own back */
    public static RunningServer start(List<Class<?>> beans, String... settings) {
        return start(SnorkyServer.defaults(), SnorkyServer.class, beans, settings);
    }

    /** An application of one's own in which the server is embedded. */
    public static RunningServer embedded(Class<?> application, String... settings) {
        return start(new Properties(), application, List.of(), settings);
    }

    private static RunningServer start(
            Properties defaults, Class<?> application, List<Class<?>> beans, String... settings) {
        SpringApplication spring = new SpringApplication(application);
        spring.addPrimarySources(beans);
        spring.setDefaultProperties(defaults);
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "management.server.port", "0",
                "snorky.backend.keys", "the-key-before-this-one," + KEY,
                "logging.level.root", "warn"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new RunningServer(spring.run(all.entrySet().stream()
                .filter(setting -> !setting.getValue().isEmpty())
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public int port() {
        return port("local.server.port");
    }

    public int managementPort() {
        return port("local.management.port");
    }

    /** A URL of the frontend. */
    public URI frontend(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + port() + path);
    }

    public URI management(String path) {
        return URI.create("http://localhost:" + managementPort() + path);
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
