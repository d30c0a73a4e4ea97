package org.snorky.demos.angularjs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** The tasks, their API, their pages, and a Snorky server embedded beside them. */
@SpringBootApplication
public class TodoAngularJsApplication {

    private static final Logger log = LoggerFactory.getLogger(TodoAngularJsApplication.class);

    public static void main(String[] arguments) {
        SpringApplication.run(TodoAngularJsApplication.class, arguments);
    }

    @EventListener
    void tellWhereToGo(ApplicationReadyEvent event) {
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        log.info("Open http://localhost:{} in two windows", port);
    }
}
