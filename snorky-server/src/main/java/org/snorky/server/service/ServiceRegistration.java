package org.snorky.server.service;

/** Puts a service that is no annotated bean into a registry; to be declared as a bean. */
public record ServiceRegistration(String registry, Service service) {}
