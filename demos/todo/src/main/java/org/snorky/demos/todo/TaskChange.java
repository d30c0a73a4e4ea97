package org.snorky.demos.todo;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a client changes of a task; null leaves it as it is. */
record TaskChange(
        @Pattern(regexp = Task.TITLE, message = "must be one line of text") @Size(max = Task.MAX_TITLE) @Nullable String title,

        @Nullable Boolean completed) {}
