package org.snorky.testsupport.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

@InChromium
class InChromiumTests {

    private static final String PAGE =
            "data:text/html,<h1>Hello</h1><script>document.title = navigator.language</script>";

    @Test
    void opensPagesThatRunScripts(Windows windows) {
        Page page = windows.open(PAGE, new Browser.NewContextOptions().setLocale("cy"), context -> {});

        assertThat(page.locator("h1")).hasText("Hello");
        assertThat(page).hasTitle("cy");
    }

    @Test
    void failsForErrorsThatThePageDoesNotCatch(Windows windows) {
        Page page = windows.open(PAGE);
        page.addScriptTag(new Page.AddScriptTagOptions().setContent("setTimeout(() => { throw new Error('Oh no') })"));
        page.waitForCondition(windows::sawErrors);

        Assertions.assertThatThrownBy(windows::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Oh no");
    }
}
