package org.snorky.demos.chat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snorky.demos.guests.GuestLogin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** A login, a page, and a Snorky server embedded in it, to which the user of the session is the identity of a client. */
@SpringBootApplication
@Import(GuestLogin.class)
public class ChatApplication {

    private static final Logger log = LoggerFactory.getLogger(ChatApplication.class);

    public static void main(String[] arguments) {
        SpringApplication.run(ChatApplication.class, arguments);
    }

    @EventListener
    void tellWhereToGo(ApplicationReadyEvent event) {
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        log.info("Open http://localhost:{} in two browsers, as two people", port);
    }
}
