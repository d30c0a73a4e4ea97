package org.snorky.server.transport.socket;

/**
 * How a connection is written to.
 *
 * @param turns runs the writing; a writer that blocks holds its threads
 */
public record WayOut(FrameWriter writer, Turns turns) {}
