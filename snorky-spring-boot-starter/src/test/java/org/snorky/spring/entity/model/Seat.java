package org.snorky.spring.entity.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonView;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import org.snorky.spring.entity.Subscribable;

/** With an identifier of two parts, a renamed property, and a view. */
@Entity
@Subscribable(view = Seat.Public.class)
public class Seat {

    public interface Public {}

    public interface Internal extends Public {}

    @EmbeddedId
    @JsonView(Public.class)
    public Place place;

    @JsonView(Public.class)
    @JsonProperty("taken_by")
    public String takenBy;

    @JsonView(Internal.class)
    public String secret = "secret";

    @Embeddable
    public record Place(
            @JsonView(Public.class) int line,
            @JsonView(Public.class) int number) {}
}
