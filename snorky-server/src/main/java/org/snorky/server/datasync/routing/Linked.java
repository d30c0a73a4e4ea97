package org.snorky.server.datasync.routing;

import org.jspecify.annotations.Nullable;

/** Something that stands in one {@link Chain} at a time, and knows its neighbours there. */
abstract class Linked<E extends Linked<E>> {

    @Nullable E previous;

    @Nullable E next;
}
