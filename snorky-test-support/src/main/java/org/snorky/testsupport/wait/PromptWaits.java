package org.snorky.testsupport.wait;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes Awaitility look at once, often, long and for nothing else, in every module that has this library among those of its
 * tests.
 *
 * <p>By itself it looks for the first time after a tenth of a second, which hundreds of short waits add up to half a minute.
 * It gives up after ten seconds, which may be short on a busy machine and gain nothing. And it takes what kills any
 * thread meanwhile for the failure of the test that waits, though containers have threads that die of a connection that a
 * test has cut, even one before.
 */
public final class PromptWaits implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
