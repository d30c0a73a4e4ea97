package org.snorky.demos.todo;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotCaret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Takes the picture of two windows that the repository's README shows. It is no test, and only runs when asked for; how
 * to ask stands in the demo's README.
 */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TwoWindowsPicture {

    private static final Path PICTURE = Path.of("../../docs/images/two-windows.png");
    private static final int SHARPNESS = 2;

    @LocalServerPort
    private int port;

    @Autowired
    private TaskRepository tasks;

    @Test
    void take(Windows windows) throws IOException {
        tasks.saveAll(List.of(
                new Task("Annotate the entity", true),
                new Task("Annotate the endpoint", true),
                new Task("Open a second window", false)));
        var left = window(windows);
        var right = window(windows);
        left.add("Change something here …");
        right.shows(
                "☑ Annotate the entity",
                "☑ Annotate the endpoint",
                "☐ Open a second window",
                "☐ Change something here …");
        right.add("… and see it there");
        left.toggle("Open a second window");
        for (var window : List.of(left, right)) {
            window.shows(
                    "☑ Annotate the entity",
                    "☑ Annotate the endpoint",
                    "☑ Open a second window",
                    "☐ Change something here …",
                    "☐ … and see it there");
        }
        left.page().locator(".new-todo").fill("One line in the browser");
        right.page().locator(".new-todo").blur();

        var scene = windows.open("about:blank", size(1240, 740), context -> {});
        scene.setContent(template().replace("$left", shot(left)).replace("$right", shot(right)));
        scene.waitForFunction("() => [...document.images].every(image => image.complete)");
        scene.locator("main").screenshot(new Locator.ScreenshotOptions().setPath(PICTURE));
    }

    private TodoPage window(Windows windows) {
        var page = windows.open("http://localhost:" + port, size(580, 640), context -> {});
        return TodoPage.in(page);
    }

    private static Browser.NewContextOptions size(int width, int height) {
        return new Browser.NewContextOptions().setViewportSize(width, height).setDeviceScaleFactor(SHARPNESS);
    }

    private static String shot(TodoPage window) {
        var bytes = window.page().screenshot(new Page.ScreenshotOptions().setCaret(ScreenshotCaret.INITIAL));
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String template() throws IOException {
        try (InputStream in = TwoWindowsPicture.class.getResourceAsStream("/two-windows.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
