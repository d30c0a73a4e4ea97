package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;

/** The application and the Snorky server as two processes, started as the demo's README says. */
@InChromium
class StandaloneIT {

    private static final Path SERVER = Path.of(System.getProperty("snorky.server.jar", ""));
    private static final Path TODO = Path.of(System.getProperty("snorky.todo.jar", ""));
    private static final Map<String, String> KEY = Map.of("SNORKY_BACKEND_KEYS", "a-key-that-only-this-test-knows");

    private static final int FRONTEND = JarProcess.freePort();
    private static final int BACKEND = JarProcess.freePort();
    private static final int APPLICATION = JarProcess.freePort();
    private static final String URL = "http://localhost:" + APPLICATION;

    private static @Nullable JarProcess server;
    private static @Nullable JarProcess application;

    @BeforeAll
    static void start() {
        server = startServer();
        application = JarProcess.start(
                TODO,
                APPLICATION,
                KEY,
                List.of(
                        "--spring.profiles.active=standalone",
                        "--server.port=" + APPLICATION,
                        "--snorky.client.url=http://localhost:" + BACKEND,
                        "--todo.snorky-url=ws://localhost:" + FRONTEND + "/ws"));
    }

    @AfterAll
    static void stop() {
        Stream.of(application, server).filter(Objects::nonNull).forEach(JarProcess::close);
    }

    /** A client of a server that is away looks after it more and more seldom. */
    @BeforeEach
    void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @AfterEach
    void beImpatient() {
        Awaitility.reset();
    }

    @Test
    void keepsWindowsTheSameThroughACrashOfTheServer(Windows windows) {
        var curl = new TaskClient(URL);
        var ann = TodoPage.open(windows, URL);
        var bob = TodoPage.open(windows, URL);
        ann.add("Taste JavaScript");
        bob.shows("☐ Taste JavaScript");

        server.kill();
        ann.says("offline");
        long id = curl.post("{'title': 'Buy a unicorn'}");
        curl.send("PATCH", "/" + id, "{'completed': true}");
        assertThat(curl.send("GET", "", "")).contains("Buy a unicorn");
        var cat = TodoPage.in(windows.open(URL), "offline");
        cat.shows("☐ Taste JavaScript", "☑ Buy a unicorn");

        server = startServer();
        for (var page : List.of(ann, bob, cat)) {
            page.shows("☐ Taste JavaScript", "☑ Buy a unicorn");
            page.becomes("live");
        }
        bob.toggle("Taste JavaScript");
        ann.shows("☑ Taste JavaScript", "☑ Buy a unicorn");
        cat.shows("☑ Taste JavaScript", "☑ Buy a unicorn");
    }

    private static JarProcess startServer() {
        return JarProcess.start(
                SERVER,
                BACKEND,
                KEY,
                List.of(
                        "--spring.config.additional-location=file:snorky-server.yml",
                        "--server.port=" + FRONTEND,
                        "--management.server.port=" + BACKEND,
                        "--snorky.frontend.allowed-origins=" + URL));
    }
}
