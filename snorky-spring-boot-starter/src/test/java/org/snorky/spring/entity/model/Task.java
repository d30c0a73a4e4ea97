package org.snorky.spring.entity.model;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.ArrayList;
import java.util.List;
import org.snorky.spring.entity.Subscribable;

/** Not versioned, with an identity column, a lazy association and a lazy collection. */
@Entity
@Subscribable
public class Task {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String title;

    public boolean completed;

    @ManyToOne(fetch = FetchType.LAZY)
    public Project project;

    @ElementCollection
    public List<String> tags = new ArrayList<>();

    public Task() {}

    public Task(String title) {
        this.title = title;
    }
}
