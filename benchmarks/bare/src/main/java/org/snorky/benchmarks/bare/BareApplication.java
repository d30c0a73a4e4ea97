package org.snorky.benchmarks.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The starters for the web and for the actuator, and nothing beside. */
@SpringBootApplication(proxyBeanMethods = false)
public class BareApplication {

    public static void main(String[] args) {
        SpringApplication.run(BareApplication.class, args);
    }
}
