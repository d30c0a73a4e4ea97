package org.snorky.server.actuate;

import java.util.Map;

/** A part of what the endpoint {@code snorky} shows; all beans of this type are asked. */
public interface SnorkyDetails {

    /** The part's name. */
    String name();

    /** Its content, to become JSON: names and counts, never what belongs to single clients. */
    Map<String, ?> describe();
}
