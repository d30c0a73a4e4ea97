package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.snorky.testsupport.net.Cable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** What two people see who have the page open; run on each database. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class LiveListScenarios {

    @LocalServerPort
    private int port;

    @Autowired
    private TaskRepository tasks;

    @Autowired
    private TransactionTemplate transaction;

    private TaskClient curl;
    private TodoPage ann;
    private TodoPage bob;

    @BeforeEach
    void openTwoWindows(Windows windows) {
        tasks.deleteAll();
        curl = new TaskClient(url(port));
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

        ann.edit("Taste JavaScript", "Taste TypeScript");
        bob.shows("☐ Taste TypeScript", "☑ Buy a unicorn");

        bob.delete("Taste TypeScript");
        ann.shows("☑ Buy a unicorn");
        bob.shows("☑ Buy a unicorn");
    }

    @Test
    void togglesAllAndClearsCompleted() {
        existing("Taste JavaScript", "Buy a unicorn");

        ann.toggleAll();
        bob.shows("☑ Taste JavaScript", "☑ Buy a unicorn");
        bob.counts("0 items left");

        bob.toggle("Buy a unicorn");
        ann.shows("☑ Taste JavaScript", "☐ Buy a unicorn");
        ann.counts("1 item left");

        ann.clearCompleted();
        bob.shows("☐ Buy a unicorn");
    }

    @Test
    void showsWhatHttpClientsDo() {
        var id = curl.post("{'title': 'Buy a unicorn'}");
        ann.shows("☐ Buy a unicorn");

        curl.send("PATCH", "/" + id, "{'completed': true}");
        bob.shows("☑ Buy a unicorn");

        curl.send("PUT", "/" + id, "{'title': 'Buy two', 'completed': false}");
        ann.shows("☐ Buy two");

        curl.send("DELETE", "/" + id, "");
        bob.shows();
    }

    @Test
    void showsWhatIsCommittedElsewhere() {
        transaction.executeWithoutResult(status -> {
            var task = tasks.save(new Task("Buy a unicorn", false));
            tasks.save(new Task("Taste JavaScript", false));
            task.setCompleted(true);
        });
        transaction.executeWithoutResult(status -> {
            tasks.save(new Task("Never mind", false));
            status.setRollbackOnly();
        });
        existing("Sleep");

        ann.shows("☑ Buy a unicorn", "☐ Taste JavaScript", "☐ Sleep");
        bob.shows("☑ Buy a unicorn", "☐ Taste JavaScript", "☐ Sleep");
    }

    @Test
    void showsTheSameToWhoComesLater(Windows windows) {
        ann.add("Buy a unicorn");
        ann.shows("☐ Buy a unicorn");
        ann.toggle("Buy a unicorn");
        bob.shows("☑ Buy a unicorn");

        TodoPage.open(windows, url(port)).shows("☑ Buy a unicorn");
    }

    @Test
    void showsTheSameAfterManyWroteAtOnce() {
        IntStream.range(0, 40).parallel().forEach(i -> {
            var id = curl.post("{'title': 'Task %d'}".formatted(i));
            curl.send("PATCH", "/" + id, "{'completed': %s}".formatted(i % 2 == 0));
            if (i % 5 == 0) {
                curl.send("DELETE", "/" + id, "");
            }
        });

        var lines = lines();
        assertThat(lines).hasSize(32);
        ann.shows(lines);
        bob.shows(lines);
    }

    @Test
    void cureThemselvesAfterTheConnectionWasCut(Windows windows) {
        try (var cable = new Cable(port)) {
            var cat = TodoPage.open(windows, url(cable.port()));
            existing("Taste JavaScript");
            cat.shows("☐ Taste JavaScript");

            cable.cut();
            cat.says("offline");
            ann.edit("Taste JavaScript", "Taste TypeScript");
            ann.add("Buy a unicorn");
            bob.shows("☐ Taste TypeScript", "☐ Buy a unicorn");
            assertThat(cat.lines()).containsExactly("☐ Taste JavaScript");
            cable.mend();

            cat.shows("☐ Taste TypeScript", "☐ Buy a unicorn");
            cat.says("live");
            cat.toggle("Buy a unicorn");
            ann.shows("☐ Taste TypeScript", "☑ Buy a unicorn");
        }
    }

    @Test
    void showsTextAsText() {
        ann.add("<img src=x onerror=\"throw new Error('executed')\">");

        bob.shows("☐ <img src=x onerror=\"throw new Error('executed')\">");
        assertThat(bob.page().locator(".todo-list img").count()).isZero();
    }

    @Test
    void doesNotDisturbWhoIsEditing() {
        existing("Taste JavaScript", "Buy a unicorn");
        ann.type("Buy a unicorn", "Buy two uni");

        bob.delete("Taste JavaScript");
        bob.toggle("Buy a unicorn");
        bob.add("Sleep");

        ann.shows("☑ Buy a unicorn", "☐ Sleep");
        ann.isEditing("Buy two uni");
    }

    @Test
    void changesNothingWhenEditingIsCancelled() {
        existing("Buy a unicorn");

        ann.type("Buy a unicorn", "Buy two");
        ann.cancelEditing();
        ann.add("Sleep");

        bob.shows("☐ Buy a unicorn", "☐ Sleep");
    }

    @Test
    void savesWhenTheUserGoesElsewhere() {
        existing("Buy a unicorn");

        ann.type("Buy a unicorn", "Buy two");
        ann.page().locator(".new-todo").focus();

        bob.shows("☐ Buy two");
    }

    @Test
    void deletesWhatIsEditedToNothing() {
        existing("Taste JavaScript", "Buy a unicorn");

        ann.edit("Buy a unicorn", "  ");

        bob.shows("☐ Taste JavaScript");
    }

    @Test
    void saysWhyAChangeFailed() {
        existing("Buy a unicorn");
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
    void filtersWhileOthersChangeTheList() {
        existing("Taste JavaScript", "Buy a unicorn");
        bob.toggle("Taste JavaScript");

        ann.filter("Active");
        ann.shows("☐ Buy a unicorn");
        ann.filter("Completed");
        ann.shows("☑ Taste JavaScript");
        bob.toggle("Buy a unicorn");
        ann.shows("☑ Taste JavaScript", "☑ Buy a unicorn");
        ann.filter("Active");
        ann.shows();
        ann.filter("All");
        ann.shows("☑ Taste JavaScript", "☑ Buy a unicorn");
    }

    private void existing(String... titles) {
        tasks.saveAll(
                List.of(titles).stream().map(title -> new Task(title, false)).toList());
    }

    private String[] lines() {
        return tasks.findAllByOrderById().stream()
                .map(task -> (task.isCompleted() ? "☑ " : "☐ ") + task.getTitle())
                .toArray(String[]::new);
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
