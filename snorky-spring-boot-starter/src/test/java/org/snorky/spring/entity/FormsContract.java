package org.snorky.spring.entity;

import org.junit.jupiter.api.Test;
import org.snorky.protocol.Delta;
import org.snorky.spring.entity.model.City;
import org.snorky.spring.entity.model.Seat;
import org.springframework.context.ConfigurableApplicationContext;

/** Rows look as view and projection say. */
abstract class FormsContract extends EntityContract {

    FormsContract(ConfigurableApplicationContext application) {
        super(application);
    }

    @Test
    void ofAViewLeaveTheRestOut() {
        transact(em -> {
            Seat seat = new Seat();
            seat.place = new Seat.Place(1, 2);
            seat.takenBy = "ann";
            em.persist(seat);
        });

        assertDeltas(new Delta.Insert("Seat", json("{'place':{'line':1,'number':2},'taken_by':'ann'}")));
        recorder.clear();

        transact(em -> em.remove(em.find(Seat.class, new Seat.Place(1, 2))));

        assertDeltas(new Delta.Delete("Seat", json("{'place':{'line':1,'number':2},'taken_by':'ann'}")));
    }

    @Test
    void ofAProjectionAreTheInterfaces() {
        City city = new City();
        city.setName("Rome");
        transact(em -> em.persist(city));

        assertDeltas(new Delta.Insert("City", json("{'id':" + city.getId() + ",'name':'Rome'}")));
    }
}
