package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
public class Project {

    @Id
    @GeneratedValue
    public Long id;

    public String name;

    public Project() {}

    public Project(String name) {
        this.name = name;
    }
}
