package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.snorky.spring.entity.Subscribable;

/** Whose getter fails. */
@Entity
@Subscribable
public class Unwritable {

    @Id
    @GeneratedValue
    public Long id;

    public String getTrouble() {
        throw new IllegalStateException("cannot be written");
    }
}
