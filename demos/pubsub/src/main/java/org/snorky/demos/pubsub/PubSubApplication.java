package org.snorky.demos.pubsub;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** A Snorky server, by being on the class path, and a page that uses it. */
@SpringBootApplication
public class PubSubApplication {

    private static final Logger log = LoggerFactory.getLogger(PubSubApplication.class);

    public static void main(String[] arguments) {
        SpringApplication.run(PubSubApplication.class, arguments);
    }

    @EventListener
    void tellWhereToGo(ApplicationReadyEvent event) {
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        log.info("Open http://localhost:{} in two windows", port);
    }
}
