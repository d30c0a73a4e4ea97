package org.snorky.spring.entity.model;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.DynamicUpdate;
import org.snorky.spring.entity.Subscribable;

/** Versioned, with an assigned identifier, updated column by column. */
@Entity
@DynamicUpdate
@Subscribable(model = "notes")
public class Note {

    @Id
    @Column(name = "note_key", length = 20)
    private String key;

    @Version
    private int version;

    private String text;

    @ElementCollection
    private Set<String> labels = new TreeSet<>();

    protected Note() {}

    public Note(String key, String text) {
        this.key = key;
        this.text = text;
    }

    public String getKey() {
        return key;
    }

    public int getVersion() {
        return version;
    }

    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public Set<String> getLabels() {
        return labels;
    }
}
