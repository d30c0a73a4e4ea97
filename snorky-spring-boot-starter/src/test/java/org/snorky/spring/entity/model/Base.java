package org.snorky.spring.entity.model;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.snorky.spring.entity.Subscribable;

@MappedSuperclass
@Subscribable
public abstract class Base {

    @Id
    @GeneratedValue
    public Long id;

    public String name;
}
