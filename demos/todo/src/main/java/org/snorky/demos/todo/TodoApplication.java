package org.snorky.demos.todo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** The todo list: its database, its API, its page, and a Snorky server embedded in it. */
@SpringBootApplication
public class TodoApplication {

    private static final Logger log = LoggerFactory.getLogger(TodoApplication.class);

    public static void main(String[] arguments) {
        SpringApplication.run(TodoApplication.class, arguments);
    }

    @EventListener
    void tellWhereToGo(ApplicationReadyEvent event) {
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        log.info("Open http://localhost:{} in two windows", port);
    }
}
