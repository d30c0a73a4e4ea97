package org.snorky.spring.entity.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.SoftDelete;

/** Told of by its mapped superclass's annotation; its rows stay in the table. */
@Entity
@SoftDelete
public class Softened extends Base {}
