package org.snorky.demos.angularjs;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.spring.publish.SnorkyPublisher;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.snorky.testsupport.net.Cable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What two people see who have the page open. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class TodoAngularJsIT {

    @LocalServerPort
    private int port;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private SnorkyPublisher publisher;

    private TodoPage ann;
    private TodoPage bob;

    @BeforeEach
    void openTwoWindows(Windows windows) {
        tasks.deleteAll();
        ann = TodoPage.open(windows, url(port));
        bob = TodoPage.open(windows, url(port));
    }

    @Test
    void showsInOneWindowWhatIsDoneInTheOther() {
        ann.add("Taste JavaScript");
        bob.shows("☐ Taste JavaScript");
        bob.add("Buy a unicorn");
        ann.shows("☐ Taste JavaScript", "☐ Buy a unicorn");

        bob.toggle("Buy a unicorn");
        ann.shows("☐ Taste JavaScript", "☑ Buy a unicorn");
        ann.counts("1 item left");

        ann.edit("Taste JavaScript", "Taste TypeScript");
        bob.shows("☐ Taste TypeScript", "☑ Buy a unicorn");
        picture(bob, "todo-angularjs.png");

        ann.toggle("Buy a unicorn");
        bob.shows("☐ Taste TypeScript", "☐ Buy a unicorn");

        bob.delete("Taste TypeScript");
        ann.shows("☐ Buy a unicorn");
        bob.shows("☐ Buy a unicorn");
    }

    @Test
    void changesTasksThatCameByDeltasLikeThoseThatWereFetched(Windows windows) {
        existing("Taste JavaScript");
        ann.shows("☐ Taste JavaScript");
        var cat = TodoPage.open(windows, url(port));

        cat.toggle("Taste JavaScript");
        ann.shows("☑ Taste JavaScript");
        ann.toggle("Taste JavaScript");
        cat.shows("☐ Taste JavaScript");
    }

    @Test
    void doesNotDisturbWhoIsEditing() {
        existing("Taste JavaScript", "Buy a unicorn");
        ann.shows("☐ Taste JavaScript", "☐ Buy a unicorn");
        ann.type("Buy a unicorn", "Buy two uni");

        bob.delete("Taste JavaScript");
        bob.toggle("Buy a unicorn");
        bob.add("Sleep");

        ann.shows("☑ Buy a unicorn", "☐ Sleep");
        ann.isEditing("Buy two uni");
    }

    @Test
    void savesWhenTheUserGoesElsewhereAndNotOnEscape() {
        existing("Buy a unicorn");
        ann.shows("☐ Buy a unicorn");

        ann.type("Buy a unicorn", "Buy two");
        ann.cancelEditing();
        ann.type("Buy a unicorn", "Buy three");
        ann.page().locator(".new-todo").focus();

        bob.shows("☐ Buy three");
    }

    @Test
    void deletesWhatIsEditedToNothing() {
        existing("Taste JavaScript", "Buy a unicorn");
        ann.shows("☐ Taste JavaScript", "☐ Buy a unicorn");

        ann.edit("Buy a unicorn", "  ");

        bob.shows("☐ Taste JavaScript");
    }

    @Test
    void saysWhyAChangeFailed() {
        existing("Buy a unicorn");
        bob.shows("☐ Buy a unicorn");
        var id = tasks.findAll().get(0).getId();
        bob.page().route("**/api/tasks/*", route -> {
            tasks.deleteAll();
            route.resume();
        });

        bob.toggle("Buy a unicorn");

        bob.complains("There is no task " + id);
        bob.shows();
    }

    @Test
    void showsTextAsText() {
        ann.add("{{1 + 1}} <img src=x onerror=\"throw new Error('executed')\">");

        bob.shows("☐ {{1 + 1}} <img src=x onerror=\"throw new Error('executed')\">");
    }

    @Test
    void fetchesAgainWhenItsConnectionWasCut(Windows windows) {
        existing("Taste JavaScript");
        try (var cable = new Cable(port)) {
            var pages = pages(windows, cable.port());
            cable.cut();
            pages.forEach(page -> page.becomes("offline"));
            ann.edit("Taste JavaScript", "Taste TypeScript");
            ann.add("Buy a unicorn");
            bob.shows("☐ Taste TypeScript", "☐ Buy a unicorn");
            assertThat(pages.get(0).lines()).containsExactly("☐ Taste JavaScript");
            cable.mend();

            for (var page : pages) {
                page.shows("☐ Taste TypeScript", "☐ Buy a unicorn");
                page.becomes("live");
            }
            bob.toggle("Buy a unicorn");
            pages.forEach(page -> page.shows("☐ Taste TypeScript", "☑ Buy a unicorn"));
        }
    }

    @Test
    void fetchesAgainWhenTheServerSaysSo(Windows windows) {
        existing("Taste JavaScript", "Buy a unicorn");
        var pages = pages(windows, port);
        pages.forEach(page -> page.shows("☐ Taste JavaScript", "☐ Buy a unicorn"));

        database.update("update task set completed = true");
        publisher.invalidate("Task");

        pages.forEach(page -> page.shows("☑ Taste JavaScript", "☑ Buy a unicorn"));
        bob.becomes("live");
        bob.delete("Buy a unicorn");
        pages.forEach(page -> page.shows("☑ Taste JavaScript"));
    }

    /** One window with the page by Restangular, and one with the live list. */
    private static List<TodoPage> pages(Windows windows, int port) {
        return Stream.of("", "/live.html")
                .map(path -> TodoPage.open(windows, url(port) + path))
                .toList();
    }

    private void existing(String... titles) {
        tasks.saveAll(List.of(titles).stream().map(Task::new).toList());
    }

    private static void picture(TodoPage window, String name) {
        window.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "windows", name)));
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
