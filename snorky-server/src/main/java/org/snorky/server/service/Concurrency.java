package org.snorky.server.service;

/** How much of a service may run at once. */
public enum Concurrency {

    /** One thing at a time, as an actor: the service needs no locks. */
    SERIAL,

    /** One thing at a time for each session; sessions run beside each other, and shared state needs care. */
    PER_SESSION
}
