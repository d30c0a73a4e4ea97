package org.snorky.demos.knockout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** The tasks, their API, their page, and a Snorky server embedded beside them. */
@SpringBootApplication
public class TodoKnockoutApplication {

    private static final Logger log = LoggerFactory.getLogger(TodoKnockoutApplication.class);

    public static void main(String[] arguments) {
        SpringApplication.run(TodoKnockoutApplication.class, arguments);
    }

    @EventListener
    void tellWhereToGo(ApplicationReadyEvent event) {
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        log.info("Open http://localhost:{} in two windows", port);
    }
}
