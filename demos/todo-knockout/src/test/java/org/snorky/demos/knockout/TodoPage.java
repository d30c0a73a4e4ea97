package org.snorky.demos.knockout;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.snorky.testsupport.browser.Windows;

/** A page of tasks as its user knows it: they are lines such as {@code ☐ Buy a unicorn}. */
final class TodoPage {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String READ = """
            items => items.map(item => (item.querySelector('.toggle').checked ? '☑ ' : '☐ ')
                + item.querySelector('label').textContent)""";

    private final Page page;

    private TodoPage(Page page) {
        this.page = page;
    }

    /** Opens the page, and waits until it follows the tasks. */
    static TodoPage open(Windows windows, String url) {
        TodoPage todos = new TodoPage(windows.open(url));
        todos.becomes("live");
        return todos;
    }

    void add(String title) {
        page.fill(".new-todo", title);
        page.press(".new-todo", "Enter");
    }

    void toggle(String title) {
        item(title).locator(".toggle").click();
    }

    void edit(String title, String newTitle) {
        type(title, newTitle);
        editor().press("Enter");
    }

    /** Edits, but neither saves nor cancels. */
    void type(String title, String newTitle) {
        item(title).locator("label").dblclick();
        editor().fill(newTitle);
    }

    void cancelEditing() {
        editor().press("Escape");
    }

    void delete(String title) {
        item(title).hover();
        item(title).locator(".destroy").click();
    }

    void shows(String... lines) {
        await().atMost(PATIENCE).pollInSameThread().untilAsserted(() -> Assertions.assertThat(lines())
                .containsExactly(lines));
    }

    void counts(String text) {
        assertThat(page.locator(".todo-count")).hasText(text);
    }

    void isEditing(String text) {
        assertThat(editor()).isFocused();
        assertThat(editor()).hasValue(text);
    }

    void becomes(String status) {
        await().atMost(PATIENCE).pollInSameThread().untilAsserted(() -> Assertions.assertThat(
                        page.locator(".status").getAttribute("data-status"))
                .isEqualTo(status));
    }

    void complains(String problem) {
        assertThat(page.locator(".problem")).hasText(problem);
    }

    List<String> lines() {
        @SuppressWarnings("unchecked")
        List<String> lines = (List<String>) page.locator(".todo-list li").evaluateAll(READ);
        return lines;
    }

    Page page() {
        return page;
    }

    private Locator item(String title) {
        return page.locator(".todo-list li").filter(new Locator.FilterOptions().setHasText(title));
    }

    private Locator editor() {
        return page.locator(".todo-list li.editing .edit");
    }
}
