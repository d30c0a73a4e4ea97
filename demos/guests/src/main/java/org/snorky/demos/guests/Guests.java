package org.snorky.demos.guests;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Who is here. Two never have the same name at once, and a name is free again when its session ends. Thread-safe. */
final class Guests {

    private final Set<String> taken = new HashSet<>();
    private final int most;

    /** @param most how many there may be at once, so that whoever knocks and knocks cannot fill the memory */
    Guests(int most) {
        this.most = most;
    }

    /** Takes the name for the session that the stay is bound to, or is empty if another has it. */
    synchronized Optional<Stay> welcome(GuestName name) {
        return taken.add(name.key()) ? Optional.of(new Stay(name)) : Optional.empty();
    }

    synchronized boolean isFull() {
        return taken.size() >= most;
    }

    private synchronized void farewell(GuestName name) {
        taken.remove(name.key());
    }

    /** A guest's stay, an attribute of the session; its end is the end of the stay. */
    final class Stay implements HttpSessionBindingListener {

        private final GuestName name;

        private Stay(GuestName name) {
            this.name = name;
        }

        GuestName name() {
            return name;
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            farewell(name);
        }
    }
}
