package org.snorky.demos.knockout;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a page changes of a task; null leaves it as it is. */
record TaskChange(
        @Pattern(regexp = ".*\\S.*", message = "must not be blank") @Size(max = Task.MAX_TITLE) @Nullable String title,

        @Nullable Boolean completed) {}
