package org.snorky.testsupport.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One Chromium process and its driver; to be used by the thread that started it. */
final class RunningChromium implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright driver;
    private final Browser browser;

    RunningChromium(Path executable) {
        driver = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = driver.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(arguments()));
    }

    Windows windows() {
        return new Windows(browser);
    }

    @Override
    public void close() {
        try (driver) {
            browser.close();
        }
    }

    /** Chromium's sandbox refuses root. */
    private static List<String> arguments() {
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        if ("root".equals(System.getProperty("user.name"))) {
            arguments.add("--no-sandbox");
        }
        return arguments;
    }
}
