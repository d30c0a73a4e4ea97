package org.snorky.server.datasync.subscription;

/** Holdings that several processes share, of which each tells the others what it takes from them. */
public interface SharedHoldings extends Holdings {

    /** Has a listener hear of what is taken over from now on; there is one, set before the first claim. */
    void takeOvers(TakeOverListener listener);

    /** Hears of takeovers by other processes; it must be quick and not throw. */
    @FunctionalInterface
    interface TakeOverListener {

        /**
         * Called soon after a takeover, or not at all: what was missed is found by {@link Holdings#confirm}.
         *
         * @param from who held it until then, in this process
         */
        void taken(String token, Holder from);
    }
}
