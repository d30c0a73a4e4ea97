package org.snorky.demos.chat;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.snorky.testsupport.net.Cable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** What several people see who have the chat open. Names and rooms are each test's own. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "snorky.chat.presence-grace=8s")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class ChatPageIT {

    @LocalServerPort
    private int port;

    @Nested
    class AtTheDoor {

        @Test
        void givesANameToOnePersonOnly(Windows windows) {
            ChatPage.enter(windows, url(port), "Ann");
            var other = windows.open(url(port));

            ChatPage.knock(other, "ann");
            assertThat(other.getByRole(AriaRole.ALERT)).hasText("Somebody is here as ann already");
            ChatPage.knock(other, "Bob");
            assertThat(other.locator("#my-name")).hasText("Bob");
        }

        @Test
        void freesTheNameOfWhoLeaves(Windows windows) {
            ChatPage.enter(windows, url(port), "Ann").leave();

            ChatPage.enter(windows, url(port), "Ann");
        }
    }

    @Nested
    class InARoom {

        @Test
        void hearsWhatOthersSay(Windows windows) {
            var ann = ChatPage.enter(windows, url(port), "Ann");
            var bob = ChatPage.enter(windows, url(port), "Bob");

            ann.say("Hello Bob");
            bob.hears("Hello Bob");
            bob.say("Hello Ann");
            ann.hears("Hello Bob", "Hello Ann");
        }

        @Test
        void seesWhoComesAndGoes(Windows windows) {
            var ann = ChatPage.enter(windows, url(port), "Ann");
            ann.sees("Ann");

            var bob = ChatPage.enter(windows, url(port), "Bob");
            ann.sees("Ann", "Bob");
            ann.notes("Bob joined");
            bob.sees("Bob", "Ann");

            bob.page().close();
            ann.sees("Ann");
            ann.notes("Bob left");
        }

        @Test
        void hearsWhatWasSaidBefore(Windows windows) {
            var ann = ChatPage.enter(windows, url(port), "Ann");
            ann.open("Garden");
            ann.say("It rains");
            ann.say("It still rains");
            ann.hears("It rains", "It still rains");

            var bob = ChatPage.enter(windows, url(port), "Bob");
            bob.open("Garden");
            bob.hears("It rains", "It still rains");
        }

        @Test
        void showsTextAsText(Windows windows) {
            var ann = ChatPage.enter(windows, url(port), "Ann");

            ann.say("<img src=x onerror=\"throw new Error('executed')\">");

            ann.hears("<img src=x onerror=\"throw new Error('executed')\">");
            assertThat(ann.page().locator("#messages img")).hasCount(0);
        }

        @Test
        void isUsedWithoutAMouse(Windows windows) {
            var ann = ChatPage.enter(windows, url(port), "Ann");

            assertThat(ann.page().getByLabel("Message")).isFocused();
            ann.page().keyboard().press("Alt+ArrowDown");
            ann.isIn("Tea kitchen");
            ann.page().keyboard().type("Milk?");
            ann.page().keyboard().press("Shift+Enter");
            ann.page().keyboard().type("Sugar?");
            ann.page().keyboard().press("Enter");
            ann.hears("Milk?\nSugar?");
        }
    }

    @Nested
    class InPrivate {

        @Test
        void isHeardByTheTwoAlone(Windows windows) {
            var ann = ChatPage.enter(windows, url(port), "Ann");
            var bob = ChatPage.enter(windows, url(port), "Bob");
            var cid = ChatPage.enter(windows, url(port), "Cid");

            ann.talkTo("Bob");
            ann.say("Between us");
            bob.hasUnread("Ann", 1);
            bob.choose("Ann");
            bob.hears("Between us");
            bob.hasUnread("Ann", 0);
            bob.say("Of course");
            ann.hears("Between us", "Of course");

            assertThat(cid.page().locator("#conversations li")).hasCount(0);
        }
    }

    @Nested
    class InTwoWindows {

        @Test
        void hasNothingUnreadOnceItIsReadInOne(Windows windows) {
            var here = ChatPage.enter(windows, url(port), "Ann");
            here.choose("Tea kitchen");
            var there = here.beside(windows, url(port));
            there.choose("Tea kitchen");
            var bob = ChatPage.enter(windows, url(port), "Bob");

            bob.say("Ann?");
            bob.say("Are you there?");
            here.hasUnread("Lobby", 2);
            there.hasUnread("Lobby", 2);
            assertThat(there.page()).hasTitle("(2) Tea kitchen · Snorky");

            here.choose("Lobby");
            here.hears("Ann?", "Are you there?");
            there.hasUnread("Lobby", 0);
            assertThat(there.page()).hasTitle("Tea kitchen · Snorky");
        }

        @Test
        void isOnePerson(Windows windows) {
            var bob = ChatPage.enter(windows, url(port), "Bob");
            var here = ChatPage.enter(windows, url(port), "Ann");
            var there = here.beside(windows, url(port));
            bob.sees("Bob", "Ann");

            there.say("One of me");
            here.hears("One of me");
            there.page().close();
            here.say("And the other");

            bob.hears("One of me", "And the other");
            bob.sees("Bob", "Ann");
        }
    }

    @Nested
    class OnABadLine {

        private Cable cable;

        @BeforeEach
        void lay() {
            cable = new Cable(port);
        }

        @AfterEach
        void takeAway() {
            cable.close();
        }

        @Test
        void missesNothingOnceTheConnectionIsBack(Windows windows) {
            var ann = ChatPage.enter(windows, url(cable.port()), "Ann");
            var bob = ChatPage.enter(windows, url(port), "Bob");
            bob.say("One");
            ann.hears("One");

            cable.cut();
            ann.says("offline");
            bob.say("Two");
            bob.say("Three");
            ann.say("Four");
            ann.waitsFor("Four");
            cable.mend();

            ann.hears("One", "Two", "Three", "Four");
            bob.hears("One", "Two", "Three", "Four");
            ann.missesNothing();
            ann.says("connected");
        }

        @Test
        void losesNobodyForAMoment(Windows windows) {
            var ann = ChatPage.enter(windows, url(cable.port()), "Ann");
            var bob = ChatPage.enter(windows, url(port), "Bob");
            bob.sees("Bob", "Ann");

            for (int i = 0; i < 2; i++) {
                cable.reset();
                ann.say("Still here " + i);
                assertThat(bob.page().locator("#messages .text").last()).hasText("Still here " + i);
            }

            bob.hears("Still here 0", "Still here 1");
            assertThat(bob.page().locator("#messages .presence")).hasCount(0);
        }
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
