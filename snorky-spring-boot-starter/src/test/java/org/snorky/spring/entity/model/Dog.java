package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import org.snorky.spring.entity.Subscribable;

/** A row of two models. */
@Entity
@Subscribable
public class Dog extends Animal {

    public boolean barks = true;
}
