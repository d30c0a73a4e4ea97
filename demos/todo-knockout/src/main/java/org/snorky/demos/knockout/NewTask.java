package org.snorky.demos.knockout;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A task as a page adds it. */
record NewTask(@NotBlank @Size(max = Task.MAX_TITLE) String title) {}
