package org.snorky.demos.cursors;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.snorky.testsupport.browser.Windows;

/** The board as one who uses it knows it; places are parts of its width and height. */
final class BoardPage {

    /** Where a cursor points on the board, by its name. */
    private static final String POINTS = """
            name => {
              const board = document.querySelector('#board').getBoundingClientRect();
              const cursor = document.querySelector(`.cursor[data-name="${name}"]`).getBoundingClientRect();
              return [(cursor.x - board.x) / board.width, (cursor.y - board.y) / board.height];
            }""";

    /** Begins to note, in every frame, how far to the right a cursor is. */
    private static final String WATCH = """
            name => {
              window.seen = [];
              const look = () => {
                const x = document.querySelector(`.cursor[data-name="${name}"]`).getBoundingClientRect().x;
                if (window.seen.at(-1) !== x) window.seen.push(x);
                requestAnimationFrame(look);
              };
              look();
            }""";

    private final Page page;

    private BoardPage(Page page) {
        this.page = page;
    }

    /** Comes to the door, chooses a name, and is in. */
    static BoardPage enter(Windows windows, String url, String name) {
        return enter(windows, url, name, new Browser.NewContextOptions(), context -> {});
    }

    static BoardPage enter(
            Windows windows,
            String url,
            String name,
            Browser.NewContextOptions options,
            Consumer<BrowserContext> preparation) {
        var page = windows.open(url, options, preparation);
        page.getByLabel("Your name").fill(name);
        page.getByLabel("Your name").press("Enter");
        var board = new BoardPage(page);
        board.says("connected");
        assertThat(page.locator(".cursor.mine")).hasCount(1);
        return board;
    }

    void pointAt(double x, double y) {
        pointAt(x, y, 1);
    }

    /** Moves there from where it was, in so many moves of the mouse. */
    void pointAt(double x, double y, int moves) {
        var box = page.locator("#board").boundingBox();
        page.mouse().move(box.x + x * box.width, box.y + y * box.height, new Mouse.MoveOptions().setSteps(moves));
    }

    void tapAt(double x, double y) {
        pointAt(x, y);
        page.mouse().down();
        page.mouse().up();
    }

    void say(String text) {
        page.getByLabel("Say something").fill(text);
    }

    void press(String key) {
        page.locator("#board").press(key);
    }

    void sees(String... names) {
        assertThat(page.locator(".cursor:not(.mine):not(.gone) .name")).hasText(names);
    }

    void seesNobody() {
        assertThat(page.locator(".cursor:not(.mine):not(.gone)")).hasCount(0);
    }

    void seesAt(String name, double x, double y) {
        await().pollInSameThread().untilAsserted(() -> {
            var place = place(name);
            Assertions.assertThat(place.get(0)).isCloseTo(x, Offset.offset(0.005));
            Assertions.assertThat(place.get(1)).isCloseTo(y, Offset.offset(0.005));
        });
    }

    void hears(String name, String text) {
        assertThat(cursor(name).locator(".says")).hasText(text);
    }

    void isTold(String text) {
        assertThat(page.locator("#announcements")).containsText(text);
    }

    void listsWhoIsHere(String... names) {
        assertThat(page.locator("#people .label")).hasText(names);
    }

    void says(String status) {
        assertThat(page.locator("#status")).hasAttribute("data-status", status);
    }

    String colorOf(String name) {
        return (String) cursor(name).locator("path").evaluate("path => getComputedStyle(path).fill");
    }

    void watch(String name) {
        page.evaluate(WATCH, name);
    }

    List<Double> seen() {
        @SuppressWarnings("unchecked")
        var seen = (List<Number>) page.evaluate("() => window.seen");
        return seen.stream().map(Number::doubleValue).toList();
    }

    Page page() {
        return page;
    }

    private List<Double> place(String name) {
        @SuppressWarnings("unchecked")
        var place = (List<Number>) page.evaluate(POINTS, name);
        return place.stream().map(Number::doubleValue).toList();
    }

    private Locator cursor(String name) {
        return page.locator(".cursor[data-name='" + name + "']");
    }
}
