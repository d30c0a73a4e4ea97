package org.snorky.testsupport.postgres;

/** An empty database of its own for one test, and how to reach it. */
public record PostgresDatabase(String jdbcUrl, String user, String password) {}
