package org.snorky.demos.pubsub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PubSubPageIT {

    @LocalServerPort
    private int port;

    @Test
    void chatsByWebSocket(Windows windows) {
        var ann = windows.open(url("/"));
        var bob = windows.open(url("/"));

        chat(ann, bob);
    }

    @Test
    void chatsBySockJs(Windows windows) {
        var ann = windows.open(url("/?sockjs"));
        var bob = windows.open(url("/?sockjs"));

        chat(ann, bob);
    }

    @Test
    void chatsByXhrWhereThereAreNoWebSockets(Windows windows) {
        var requests = new ConcurrentLinkedQueue<String>();
        var ann = openWithoutWebSocket(windows);
        ann.onRequest(request -> requests.add(request.url()));
        var bob = openWithoutWebSocket(windows);

        chat(ann, bob);

        Assertions.assertThat(requests).anyMatch(request -> request.contains("/xhr_send?"));
    }

    @Test
    void showsTextAsText(Windows windows) {
        var ann = windows.open(url("/"));

        say(ann, "<img src=x onerror=\"throw new Error('executed')\">");

        assertThat(ann.locator("li")).containsText("onerror");
        assertThat(ann.locator("li img")).hasCount(0);
    }

    /** Who has read a message of its own has subscribed, and misses none from then on. */
    private static void chat(Page ann, Page bob) {
        say(ann, "Here is Ann");
        assertThat(messages(ann)).hasText(new String[] {"Here is Ann"});
        say(bob, "Here is Bob");
        assertThat(messages(bob).last()).hasText("Here is Bob");

        say(ann, "Hello Bob");
        assertThat(messages(bob).last()).hasText("Hello Bob");
        say(bob, "Hello Ann");

        assertThat(messages(ann)).hasText(new String[] {"Here is Ann", "Here is Bob", "Hello Bob", "Hello Ann"});
        assertThat(messages(bob).last()).hasText("Hello Ann");
    }

    private static Locator messages(Page page) {
        return page.locator("#messages li");
    }

    private static void say(Page page, String text) {
        page.fill("#message", text);
        page.click("button");
    }

    private Page openWithoutWebSocket(Windows windows) {
        return windows.open(
                url("/?sockjs"),
                new Browser.NewContextOptions(),
                context -> context.addInitScript("delete window.WebSocket"));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
