package org.snorky.hostile;

/** One way to be hostile, with what the server owes even to that. */
record Attack(String name, Action action) {

    @FunctionalInterface
    interface Action {

        /**
         * @return how many inputs were tried
         * @throws AssertionError if the server does not answer as it should
         */
        int against(Target target) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
