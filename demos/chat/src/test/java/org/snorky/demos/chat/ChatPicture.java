package org.snorky.demos.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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

/** Takes the picture of the chat. It is no test, and only runs when asked for; how to ask stands in the demo's README. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ChatPicture {

    private static final Path PICTURE = Path.of("../../docs/images/chat.png");
    private static final int SHARPNESS = 2;

    @LocalServerPort
    private int port;

    @Test
    void take(Windows windows) throws IOException {
        var url = "http://localhost:" + port;
        var ann = ChatPage.enter(windows, url, "Ann", window(1040, 720, ColorScheme.LIGHT));
        var bob = ChatPage.enter(windows, url, "Bob", window(300, 520, ColorScheme.DARK));
        var cid = ChatPage.enter(windows, url, "Cid Moreno");
        var dot = ChatPage.enter(windows, url, "Dot");

        ann.sees("Ann", "Bob", "Cid Moreno", "Dot");
        cid.say("Good morning! Is the new version out already?");
        ann.hears("Good morning! Is the new version out already?");
        ann.say("Since half past eight.");
        ann.say("And nobody noticed, which is the best one can say of a release.");
        assertThat(bob.page().locator("#messages .text")).hasCount(3);
        bob.say("My train went through the tunnel right in the middle of it, and nothing was lost.");
        assertThat(dot.page().locator("#messages .text")).hasCount(4);
        dot.say("Then it is time for cake. It is in the tea kitchen ☕");
        ann.open("Release day");
        dot.choose("Tea kitchen");
        dot.say("There are two pieces left");
        dot.say("One");
        ann.hasUnread("Tea kitchen", 2);
        cid.talkTo("Ann");
        cid.say("Shall we look at the figures together at ten?");
        ann.hasUnread("Cid Moreno", 1);
        ann.choose("Lobby");
        bob.page().locator("#text").blur();
        assertThat(bob.page().locator("#messages .text")).hasCount(5);

        var scene = windows.open("about:blank", window(1240, 800, ColorScheme.LIGHT), context -> {});
        scene.setContent(template().replace("$window", shot(ann)).replace("$phone", shot(bob)));
        scene.waitForFunction("() => [...document.images].every(image => image.complete)");
        scene.locator("main").screenshot(new Locator.ScreenshotOptions().setPath(PICTURE));
    }

    private static Browser.NewContextOptions window(int width, int height, ColorScheme colors) {
        return new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colors)
                .setDeviceScaleFactor(SHARPNESS)
                .setLocale("en-GB");
    }

    private static String shot(ChatPage chat) {
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(chat.page().screenshot(new Page.ScreenshotOptions()));
    }

    private static String template() throws IOException {
        try (InputStream in = ChatPicture.class.getResourceAsStream("/desk.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
