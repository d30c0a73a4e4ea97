package org.snorky.demos.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.snorky.testsupport.browser.Windows;

/** The chat as one who uses it knows it. */
final class ChatPage {

    private final Page page;

    private ChatPage(Page page) {
        this.page = page;
    }

    /** Comes to the door, chooses a name, and is in. */
    static ChatPage enter(Windows windows, String url, String name) {
        return enter(windows, url, name, new Browser.NewContextOptions());
    }

    static ChatPage enter(Windows windows, String url, String name, Browser.NewContextOptions options) {
        var page = windows.open(url, options, context -> {});
        knock(page, name);
        return new ChatPage(page).ready();
    }

    static void knock(Page page, String name) {
        page.getByLabel("Your name").fill(name);
        page.getByLabel("Your name").press("Enter");
    }

    /** A second window of the same person. */
    ChatPage beside(Windows windows, String url) {
        return new ChatPage(windows.openBeside(page, url)).ready();
    }

    void open(String room) {
        page.getByLabel("Room to open").fill(room);
        page.getByLabel("Room to open").press("Enter");
        isIn(room);
    }

    void choose(String room) {
        entry(room).click();
        isIn(room);
    }

    void talkTo(String person) {
        page.locator("#members")
                .getByText(person, new Locator.GetByTextOptions().setExact(true))
                .click();
        isIn(person);
    }

    void say(String text) {
        page.getByLabel("Message").fill(text);
        page.getByLabel("Message").press("Enter");
    }

    void isIn(String room) {
        assertThat(page.locator("h1")).hasText(room);
    }

    /** What was said, all of it, in order. */
    void hears(String... texts) {
        assertThat(page.locator("#messages .text")).hasText(texts);
        assertThat(page.locator("#pending li")).hasCount(0);
    }

    void waitsFor(String... texts) {
        assertThat(page.locator("#pending .text")).hasText(texts);
    }

    void notes(String text) {
        assertThat(page.locator("#messages .presence").last()).hasText(text);
    }

    void missesNothing() {
        assertThat(page.locator("#messages .gap")).hasCount(0);
    }

    void sees(String... members) {
        assertThat(page.locator("#members .label")).hasText(members);
    }

    void hasUnread(String room, int count) {
        if (count == 0) {
            assertThat(entry(room).locator(".badge")).isHidden();
        } else {
            assertThat(entry(room).locator(".badge")).hasText(count + " unread");
        }
    }

    void says(String status) {
        assertThat(page.locator("#status")).hasAttribute("data-status", status);
    }

    void leave() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Leave"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/login.html"));
    }

    Page page() {
        return page;
    }

    private Locator entry(String room) {
        return page.locator("nav li button")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".label", new Page.LocatorOptions().setHasText(room))));
    }

    private ChatPage ready() {
        says("connected");
        isIn("Lobby");
        return this;
    }
}
