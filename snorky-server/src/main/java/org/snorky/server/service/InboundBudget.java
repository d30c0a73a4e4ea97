package org.snorky.server.service;

/** What one session has waiting for services, held below its limits. */
final class InboundBudget {

    private final InboundLimits limits;
    private int messages;
    private long bytes;

    InboundBudget(InboundLimits limits) {
        this.limits = limits;
    }

    /** Takes room for a message, or gives false and takes nothing. */
    synchronized boolean tryTake(int size) {
        if (messages >= limits.messages() || bytes + size > limits.bytes()) {
            return false;
        }
        messages++;
        bytes += size;
        return true;
    }

    synchronized void giveBack(int size) {
        messages--;
        bytes -= size;
    }
}
