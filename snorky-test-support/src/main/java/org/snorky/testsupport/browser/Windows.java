package org.snorky.testsupport.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The browser windows of one test, each as of another user: nothing is shared between them, but with {@link #openBeside}.
 *
 * <p>All are closed after the test. A test whose pages left an error uncaught fails, and a test that fails leaves pictures
 * of its windows below {@code target/windows}.
 */
public final class Windows {

    private static final double TIMEOUT_MILLIS = 15_000;

    private final Browser browser;
    private final List<Page> pages = new ArrayList<>();
    private final List<String> uncaught = new ArrayList<>();

    Windows(Browser browser) {
        this.browser = browser;
    }

    /** Opens a window of usual size. */
    public Page open(String url) {
        return open(url, new Browser.NewContextOptions(), context -> {});
    }

    /** Opens a window, prepared before the page in it is loaded. */
    public Page open(String url, Browser.NewContextOptions options, Consumer<BrowserContext> preparation) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        preparation.accept(context);
        return open(context, url);
    }

    /** Opens another window of the same user: with the same cookies and storage. */
    public Page openBeside(Page page, String url) {
        return open(page.context(), url);
    }

    private Page open(BrowserContext context, String url) {
        Page page = context.newPage();
        pages.add(page);
        page.onPageError(uncaught::add);
        page.navigate(url);
        return page;
    }

    void takePictures(Path folder, String name) {
        for (int i = 0; i < pages.size(); i++) {
            pages.get(i)
                    .screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + "-" + (i + 1) + ".png")));
        }
    }

    void close() {
        pages.forEach(page -> page.context().close());
        pages.clear();
        List<String> errors = List.copyOf(uncaught);
        uncaught.clear();
        if (!errors.isEmpty()) {
            throw new AssertionError("Errors that the pages did not catch: " + errors);
        }
    }

    boolean sawErrors() {
        return !uncaught.isEmpty();
    }
}
