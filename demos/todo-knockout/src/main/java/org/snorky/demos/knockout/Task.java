package org.snorky.demos.knockout;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;
import org.snorky.spring.entity.Subscribable;

/** Something to do; what is committed of it is told to Snorky. */
@Entity
@Subscribable
public class Task {

    static final int MAX_TITLE = 100;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(nullable = false, length = MAX_TITLE)
    private String title = "";

    private boolean completed;

    protected Task() {}

    Task(String title) {
        this.title = title;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getTitle() {
        return title;
    }

    public boolean isCompleted() {
        return completed;
    }

    void change(TaskChange change) {
        if (change.title() != null) {
            title = change.title();
        }
        if (change.completed() != null) {
            completed = change.completed();
        }
    }
}
