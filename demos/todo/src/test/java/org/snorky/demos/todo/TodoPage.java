package org.snorky.demos.todo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.snorky.testsupport.browser.Windows;

/** The page as its user knows it: tasks are lines such as {@code ☐ Buy a unicorn}. */
final class TodoPage {

    private static final String READ = """
            items => items.filter(item => !item.hidden)
                .map(item => (item.querySelector('.toggle').checked ? '☑ ' : '☐ ')
                    + item.querySelector('label').textContent)""";

    private final Page page;

    private TodoPage(Page page) {
        this.page = page;
    }

    static TodoPage open(Windows windows, String url) {
        return in(windows.open(url));
    }

    static TodoPage in(Page page) {
        return in(page, "live");
    }

    static TodoPage in(Page page, String status) {
        TodoPage todos = new TodoPage(page);
        todos.says(status);
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

    void toggleAll() {
        page.click("label[for=toggle-all]");
    }

    void clearCompleted() {
        page.click(".clear-completed");
    }

    void filter(String name) {
        page.click(".filters a:text-is('" + name + "')");
    }

    void shows(String... lines) {
        await().pollInSameThread()
                .untilAsserted(() -> Assertions.assertThat(lines()).containsExactly(lines));
    }

    void counts(String text) {
        assertThat(page.locator(".todo-count")).hasText(text);
    }

    void isEditing(String text) {
        assertThat(editor()).isFocused();
        assertThat(editor()).hasValue(text);
    }

    void says(String status) {
        assertThat(page.locator(".status")).hasAttribute("data-status", status);
    }

    /** Says so in the end, which may take longer than most things. */
    void becomes(String status) {
        await().pollInSameThread().untilAsserted(() -> Assertions.assertThat(
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
