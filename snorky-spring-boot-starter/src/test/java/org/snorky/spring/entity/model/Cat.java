package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;

/** A row of its superclass's model alone. */
@Entity
public class Cat extends Animal {

    public int lives = 9;
}
