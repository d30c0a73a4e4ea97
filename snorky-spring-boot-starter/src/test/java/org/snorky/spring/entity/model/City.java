package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import org.snorky.spring.entity.Subscribable;

/** Written as a projection. */
@Entity
@Subscribable(projection = City.Summary.class)
public class City {

    @Id
    @GeneratedValue
    private Long id;

    private String name;

    private String secret = "secret";

    public interface Summary {
        Long getId();

        String getName();
    }

    public Long getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getSecret() {
        return secret;
    }
}
