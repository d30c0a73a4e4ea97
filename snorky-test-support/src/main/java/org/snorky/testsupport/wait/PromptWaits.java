package org.snorky.testsupport.wait;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes Awaitility look at once, and often, in every module that has this library among those of its tests.
 *
 * <p>By itself it looks for the first time after a tenth of a second, which hundreds of short waits add up to half a minute.
 */
public final class PromptWaits implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }
}
