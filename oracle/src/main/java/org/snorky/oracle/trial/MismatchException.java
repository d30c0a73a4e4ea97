package org.snorky.oracle.trial;

import java.util.List;
import java.util.stream.Collectors;
import org.snorky.oracle.world.Difference;

/** Lists stayed other than their SELECTs: what the oracle is there to find. */
public final class MismatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Difference> differences;

    MismatchException(String what, List<Difference> differences) {
        super(what + "\n" + differences.stream().map(Difference::toString).collect(Collectors.joining("\n")));
        this.differences = differences;
    }

    public List<Difference> differences() {
        return differences;
    }
}
