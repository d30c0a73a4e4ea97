package org.snorky.demos.knockout;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
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
class TodoKnockoutIT {

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
        picture(bob, "todo-knockout.png");

        ann.toggle("Buy a unicorn");
        bob.shows("☐ Taste TypeScript", "☐ Buy a unicorn");

        bob.delete("Taste TypeScript");
        ann.shows("☐ Buy a unicorn");
        bob.shows("☐ Buy a unicorn");
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
        ann.add("<img src=x onerror=\"throw new Error('executed')\">");

        bob.shows("☐ <img src=x onerror=\"throw new Error('executed')\">");
    }

    @Test
    void catchesUpAfterItsConnectionWasCut(Windows windows) {
        existing("Taste JavaScript");
        try (var cable = new Cable(port)) {
            var cat = TodoPage.open(windows, url(cable.port()));
            cable.cut();
            cat.becomes("offline");
            ann.edit("Taste JavaScript", "Taste TypeScript");
            ann.add("Buy a unicorn");
            bob.shows("☐ Taste TypeScript", "☐ Buy a unicorn");
            assertThat(cat.lines()).containsExactly("☐ Taste JavaScript");
            cable.mend();

            cat.shows("☐ Taste TypeScript", "☐ Buy a unicorn");
            cat.becomes("live");
            cat.toggle("Buy a unicorn");
            ann.shows("☐ Taste TypeScript", "☑ Buy a unicorn");
        }
    }

    @Test
    void fetchesAgainWhenTheServerSaysSo() {
        existing("Taste JavaScript", "Buy a unicorn");
        ann.shows("☐ Taste JavaScript", "☐ Buy a unicorn");

        database.update("update task set completed = true");
        publisher.invalidate("Task");

        ann.shows("☑ Taste JavaScript", "☑ Buy a unicorn");
    }

    /** A list that told of each change by itself would be drawn as often. */
    @Test
    void tellsOfTheChangesOfOneTransactionInFewTurns() {
        ann.page().evaluate("() => { window.told = 0; tasks.subscribe(() => { window.told += 1; }); }");

        tasks.saveAll(
                IntStream.range(0, 200).mapToObj(i -> new Task("Task " + i)).toList());

        ann.counts("200 items left");
        assertThat((int) ann.page().evaluate("() => window.told")).isBetween(1, 150);
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
