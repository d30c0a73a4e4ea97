package org.snorky.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The publisher's connection, whichever way it publishes. */
final class Outlet {

    private final Link link;
    private final Publisher publisher;
    private final int payloadSize;
    private long number;

    Outlet(Link link, Publisher publisher, int payloadSize, long first) {
        this.link = link;
        this.publisher = publisher;
        this.payloadSize = payloadSize;
        this.number = first;
    }

    Link link() {
        return link;
    }

    /** The number of the next message. */
    long next() {
        return number;
    }

    /** How many of so many messages can be published now. */
    int takes(int wanted) {
        return link instanceof HttpLink http && !http.takesMore()
                ? 0
                : publisher.pipelined() ? wanted : Math.min(wanted, 1);
    }

    /** How many messages the server has confirmed, where it does. */
    long confirmed() {
        return link instanceof HttpLink http ? http.answered() : number;
    }

    /** Publishes messages that were due at some moments. */
    void publish(long[] due, int count) throws IOException {
        List<String> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(publisher.encoding().encode(Stamp.payload(payloadSize, due[i], number), number));
            number++;
        }
        if (link instanceof HttpLink http) {
            http.post(messages);
        } else if (link instanceof WebSocketLink socket) {
            socket.send(messages);
        }
    }
}
