package org.snorky.demos.todo;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the page has to know before it can start. */
@RestController
class PageController {

    private final PageSettings settings;

    PageController(@Value("${todo.snorky-url:#{null}}") @Nullable String snorkyUrl) {
        this.settings = new PageSettings(snorkyUrl);
    }

    @GetMapping("/api/settings")
    PageSettings settings() {
        return settings;
    }

    /**
     * Settings of the page.
     *
     * @param snorkyUrl where the Snorky server is; null where it is embedded in this application
     */
    record PageSettings(@Nullable String snorkyUrl) {}
}
