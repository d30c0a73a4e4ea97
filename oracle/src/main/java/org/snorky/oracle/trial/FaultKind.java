package org.snorky.oracle.trial;

/** The ways in which things go wrong. */
public enum FaultKind {
    NONE("nothing at all, for comparison"),
    RESET("a client's connection ends with RST"),
    SILENCE("a client's line carries nothing, and no connection ends"),
    HALF_OPEN_SERVER("a client's connection is gone, and the server does not know"),
    HALF_OPEN_CLIENT("a client's connection is gone, and the client does not know"),
    THROTTLE("a client's line carries little"),
    PAUSE("a client reads nothing from its socket"),
    SLEEP("a client's machine sleeps"),
    LOG_TRIMMED("clients are away until the log no longer reaches back"),
    CLOCK_FORWARD("the clock of the server's log is an hour ahead, so that all it holds is too old"),
    CLOCK_BACK("the clock of the server's log is an hour behind"),
    BACKEND_RESET("an application's connections to the server end with RST, answers on their way are lost"),
    BACKEND_SILENCE("an application's line to the server carries nothing"),
    SERVER_KILL("the server is killed (SIGKILL), and started again with an empty log"),
    APPLICATION_KILL("an application is killed (SIGKILL), and started again");

    private final String meaning;

    FaultKind(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
