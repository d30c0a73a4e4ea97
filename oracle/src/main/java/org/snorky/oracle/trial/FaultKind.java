package org.snorky.oracle.trial;

import java.util.EnumSet;
import java.util.Set;
import org.snorky.oracle.world.World;

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
    APPLICATION_KILL("an application is killed (SIGKILL), and started again"),
    NODE_KILL("a node is killed (SIGKILL), and started again"),
    NODE_ROLL("all nodes are replaced one by one, while they send their clients away"),
    REDIS_PAUSE("Redis stands still (SIGSTOP), and no connection ends"),
    REDIS_EMPTIED("Redis forgets everything, by FLUSHALL or a restart"),
    REDIS_FAILOVER("Redis dies with what its replica has not got yet, and the replica takes its place"),
    REDIS_CUT("the line of a node, or of all, to Redis is cut or carries nothing");

    private static final Set<FaultKind> OF_ONE_SERVER = EnumSet.of(SERVER_KILL, CLOCK_FORWARD, CLOCK_BACK);

    private static final Set<FaultKind> OF_NODES =
            EnumSet.of(NODE_KILL, NODE_ROLL, REDIS_PAUSE, REDIS_EMPTIED, REDIS_FAILOVER, REDIS_CUT);

    private final String meaning;

    FaultKind(String meaning) {
        this.meaning = meaning;
    }

    /** Those that can strike a world, {@link #NONE} among them. */
    public static Set<FaultKind> of(World.Setup setup) {
        Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
        kinds.removeAll(setup.nodes() == 0 ? OF_NODES : OF_ONE_SERVER);
        return kinds;
    }

    public String meaning() {
        return meaning;
    }
}
