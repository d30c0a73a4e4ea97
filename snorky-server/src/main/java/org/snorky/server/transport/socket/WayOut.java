package org.snorky.server.transport.socket;

import java.util.concurrent.Executor;

/**
 * How a connection is written to.
 *
 * @param writes runs the writing; a writer that blocks holds its threads
 */
public record WayOut(FrameWriter writer, Executor writes) {}
