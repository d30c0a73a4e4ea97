package org.snorky.server.architecture.planted.config;

/** Breaks a rule on purpose. */
public class ConfigThatIsKnown {}
