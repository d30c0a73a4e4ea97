package org.snorky.spring.entity;

/** A model that an entity's rows belong to, and how they look there. */
record EntityModel(String name, RowForm form, Subscribable.OldState oldState) {}
