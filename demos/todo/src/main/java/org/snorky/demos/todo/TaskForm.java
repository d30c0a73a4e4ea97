package org.snorky.demos.todo;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A whole task, as a client writes it. */
record TaskForm(
        @NotNull @Pattern(regexp = Task.TITLE, message = "must be one line of text") @Size(max = Task.MAX_TITLE) String title,

        boolean completed) {}
