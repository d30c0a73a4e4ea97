package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLRestriction;

/** Deleted by an update of its own. */
@Entity
@SQLDelete(sql = "update Hidden set gone = true where id = ?")
@SQLRestriction("gone = false")
public class Hidden extends Base {

    public boolean gone;
}
