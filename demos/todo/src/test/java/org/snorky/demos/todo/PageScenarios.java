package org.snorky.demos.todo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.Windows;
import org.snorky.testsupport.net.Cable;

/** What the page does besides, whatever the database. */
abstract class PageScenarios extends LiveListScenarios {

    @Test
    void showsTheSameToWhoComesLater(Windows windows) {
        ann.add("Buy a unicorn");
        ann.shows("☐ Buy a unicorn");
        ann.toggle("Buy a unicorn");
        bob.shows("☑ Buy a unicorn");

        TodoPage.open(windows, url(port)).shows("☑ Buy a unicorn");
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
}
