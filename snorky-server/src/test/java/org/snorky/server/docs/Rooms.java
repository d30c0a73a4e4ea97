package org.snorky.server.docs;

/** The rooms of the application that the guide tells about. */
interface Rooms {

    boolean hasMember(String room, String user);
}
