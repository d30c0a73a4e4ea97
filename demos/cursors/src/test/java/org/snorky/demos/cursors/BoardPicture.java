package org.snorky.demos.cursors;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Takes the picture of the board. It is no test, and only runs when asked for; how to ask stands in the demo's README. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BoardPicture {

    private static final Path PICTURE = Path.of("../../docs/images/cursors.png");
    private static final int SHARPNESS = 2;

    @LocalServerPort
    private int port;

    @Test
    void take(Windows windows) throws IOException {
        var ann = enter(windows, "Ann", window(1000, 700, ColorScheme.LIGHT));
        var bob = enter(windows, "Bob", window(560, 480, ColorScheme.DARK));
        var cid = enter(windows, "Cid Moreno", window(960, 700, ColorScheme.LIGHT));
        var dot = enter(windows, "Dot", window(960, 700, ColorScheme.LIGHT));

        ann.pointAt(0.30, 0.62);
        bob.pointAt(0.44, 0.835);
        bob.say("Could the band stand here?");
        cid.pointAt(0.815, 0.345);
        cid.say("Ducks!");
        dot.pointAt(0.235, 0.315);
        ann.seesAt("Dot", 0.235, 0.315);
        ann.hears("Bob", "Could the band stand here?");
        ann.hears("Cid Moreno", "Ducks!");
        bob.seesAt("Ann", 0.30, 0.62);
        bob.seesAt("Cid Moreno", 0.815, 0.345);
        bob.seesAt("Dot", 0.235, 0.315);

        var scene = windows.open("about:blank", window(1240, 860, ColorScheme.LIGHT), context -> {});
        scene.setContent(template().replace("$back", shot(ann)).replace("$front", shot(bob)));
        scene.waitForFunction("() => [...document.images].every(image => image.complete)");
        scene.locator("main").screenshot(new Locator.ScreenshotOptions().setPath(PICTURE));
    }

    private BoardPage enter(Windows windows, String name, Browser.NewContextOptions options) {
        return BoardPage.enter(windows, "http://localhost:" + port, name, options, context -> {});
    }

    private static Browser.NewContextOptions window(int width, int height, ColorScheme colors) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colors)
                .setDeviceScaleFactor(SHARPNESS);
    }

    private static String shot(BoardPage board) {
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(board.page().screenshot(new Page.ScreenshotOptions()));
    }

    private static String template() throws IOException {
        try (InputStream in = BoardPicture.class.getResourceAsStream("/desk.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
