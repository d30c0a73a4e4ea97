package org.snorky.server;

import java.util.Properties;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.io.ClassPathResource;

/**
 * The standalone server.
 *
 * <p>Its defaults lie in {@code standalone.yml} beside this class and not in an {@code application.yml}, which would reach
 * every application that embeds this library. An {@code application.yml} in the working directory, the environment and
 * arguments go before them.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SnorkyServer {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SnorkyServer.class);
        application.setDefaultProperties(defaults());
        application.run(args);
    }

    /** What {@link #main} sets where nothing else does. */
    public static Properties defaults() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("standalone.yml", SnorkyServer.class));
        Properties defaults = yaml.getObject();
        if (defaults == null) {
            throw new IllegalStateException("standalone.yml is missing");
        }
        return defaults;
    }
}
