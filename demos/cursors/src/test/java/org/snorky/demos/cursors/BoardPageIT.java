package org.snorky.demos.cursors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.browser.InChromium;
import org.snorky.testsupport.browser.Windows;
import org.snorky.testsupport.net.Cable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** What several people see who have the board open. */
@InChromium
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class BoardPageIT {

    @LocalServerPort
    private int port;

    @Nested
    class AnothersCursor {

        @Test
        void appearsMovesAndVanishes(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            ann.seesNobody();

            var bob = BoardPage.enter(windows, url(port), "Bob");
            ann.sees("Bob");
            bob.pointAt(0.25, 0.75);
            ann.seesAt("Bob", 0.25, 0.75);
            bob.pointAt(0.6, 0.1);
            ann.seesAt("Bob", 0.6, 0.1);

            bob.page().close();
            ann.seesNobody();
        }

        @Test
        void isThereForWhoComesLater(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            ann.pointAt(0.3, 0.4);

            var bob = BoardPage.enter(windows, url(port), "Bob");

            bob.sees("Ann");
            bob.seesAt("Ann", 0.3, 0.4);
        }

        @Test
        void pointsAtTheSameOnALargerBoard(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var large = new Browser.NewContextOptions().setViewportSize(1800, 1100);
            var bob = BoardPage.enter(windows, url(port), "Bob", large, context -> {});

            ann.pointAt(0.9, 0.2);

            bob.seesAt("Ann", 0.9, 0.2);
        }

        @Test
        void hasANameAndAColourOfItsOwnThatAllSee(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var bob = BoardPage.enter(windows, url(port), "Bob");
            var cid = BoardPage.enter(windows, url(port), "Cid");

            ann.sees("Bob", "Cid");
            bob.sees("Ann", "Cid");
            cid.sees("Ann", "Bob");
            assertThat(ann.colorOf("Bob"))
                    .isEqualTo(cid.colorOf("Bob"))
                    .isNotEqualTo(ann.colorOf("Cid"))
                    .isNotEqualTo(cid.colorOf("Ann"));
        }

        @Test
        void glidesBetweenTwoUpdates(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var bob = BoardPage.enter(windows, url(port), "Bob");
            bob.pointAt(0.1, 0.5);
            ann.seesAt("Bob", 0.1, 0.5);

            ann.watch("Bob");
            bob.pointAt(0.9, 0.5);
            ann.seesAt("Bob", 0.9, 0.5);

            var way = ann.seen();
            assertThat(way.stream().filter(x -> x > way.get(0) + 10)).isSorted().hasSizeGreaterThan(4);
        }

        @Test
        void saysWhatItsOwnerTypes(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var bob = BoardPage.enter(windows, url(port), "Bob");

            bob.say("The <b>stage</b> here?");
            ann.hears("Bob", "The <b>stage</b> here?");
            ann.isTold("Bob says: The <b>stage</b> here?");
            bob.page().keyboard().press("Escape");
            ann.hears("Bob", "");
        }

        @Test
        void tapsTheBoard(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var bob = BoardPage.enter(windows, url(port), "Bob");
            ann.sees("Bob");
            ann.page().evaluate("""
                    () => new MutationObserver(() => {
                      window.tapped ||= document.querySelector('.ripple') !== null;
                    }).observe(document.querySelector('#board'), { childList: true })""");

            bob.tapAt(0.5, 0.6);

            ann.page().waitForFunction("() => window.tapped");
        }
    }

    @Nested
    class OnesOwnCursor {

        @Test
        void isMovedByKeys(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var bob = BoardPage.enter(windows, url(port), "Bob");

            bob.press("ArrowRight");
            bob.press("Shift+ArrowDown");
            bob.press("ArrowLeft");
            bob.press("ArrowLeft");

            ann.seesAt("Bob", 0.48, 0.58);
            PlaywrightAssertions.assertThat(bob.page().locator(".mine svg")).isVisible();
        }

        @Test
        void isToldSomeTimesASecondHoweverFastItMoves(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            var updates = new AtomicInteger();
            var bob = BoardPage.enter(
                    windows,
                    url(port),
                    "Bob",
                    new Browser.NewContextOptions(),
                    context -> context.onPage(page -> page.onWebSocket(socket -> socket.onFrameSent(frame -> {
                        if (frame.text().contains("updateCursor")) {
                            updates.incrementAndGet();
                        }
                    }))));

            long start = System.nanoTime();
            bob.pointAt(0.1, 0.1);
            bob.pointAt(0.9, 0.9, 400);
            ann.seesAt("Bob", 0.9, 0.9);
            double seconds = (System.nanoTime() - start) / 1e9;

            assertThat(updates.get()).isBetween(2, (int) (seconds * 25) + 2);
        }
    }

    @Nested
    class ThePeople {

        @Test
        void areListedAndAnnounced(Windows windows) {
            var ann = BoardPage.enter(windows, url(port), "Ann");
            ann.listsWhoIsHere("Ann (you)");

            var bob = BoardPage.enter(windows, url(port), "Bob");
            ann.listsWhoIsHere("Ann (you)", "Bob");
            ann.isTold("Bob came");

            bob.page().close();
            ann.listsWhoIsHere("Ann (you)");
            ann.isTold("Bob went");
        }
    }

    @Nested
    class OnABadLine {

        @Test
        void isRightAgainOnceTheConnectionIsBack(Windows windows) {
            try (var cable = new Cable(port)) {
                var ann = BoardPage.enter(windows, url(cable.port()), "Ann");
                var bob = BoardPage.enter(windows, url(port), "Bob");
                var cid = BoardPage.enter(windows, url(port), "Cid");
                ann.sees("Bob", "Cid");
                bob.sees("Ann", "Cid");

                cable.cut();
                ann.says("offline");
                bob.sees("Cid");
                ann.pointAt(0.2, 0.2);
                bob.pointAt(0.7, 0.3);
                cid.page().close();
                bob.seesNobody();
                cable.mend();

                ann.says("connected");
                await().pollInSameThread().untilAsserted(() -> ann.sees("Bob"));
                ann.seesAt("Bob", 0.7, 0.3);
                bob.sees("Ann");
                bob.seesAt("Ann", 0.2, 0.2);
            }
        }
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }
}
