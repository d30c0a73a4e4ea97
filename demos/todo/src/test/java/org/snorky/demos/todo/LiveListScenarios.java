package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** What two people see who have the page open; on each database, which all of it meets. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class LiveListScenarios {

    @LocalServerPort
    int port;

    @Autowired
    TaskRepository tasks;

    @Autowired
    private TransactionTemplate transaction;

    private TaskClient curl;
    TodoPage ann;
    TodoPage bob;

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

    void existing(String... titles) {
        tasks.saveAll(
                List.of(titles).stream().map(title -> new Task(title, false)).toList());
    }

    private String[] lines() {
        return tasks.findAllByOrderById().stream()
                .map(task -> (task.isCompleted() ? "☑ " : "☐ ") + task.getTitle())
                .toArray(String[]::new);
    }

    static String url(int port) {
        return "http://localhost:" + port;
    }
}
