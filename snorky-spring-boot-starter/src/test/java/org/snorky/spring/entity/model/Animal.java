package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import org.snorky.spring.entity.Subscribable;

@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@Subscribable
public class Animal {

    @Id
    @GeneratedValue
    public Long id;

    public String name;
}
