package org.snorky.oracle.server;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.log.DistantLog;
import org.snorky.server.position.Position;

/** A log shared with other nodes that breaks one of its promises, by order. */
final class SabotagedDistantLog extends SabotagedLog implements DistantLog {

    private final DistantLog honest;

    SabotagedDistantLog(DistantLog honest) {
        super(honest);
        this.honest = honest;
    }

    @Override
    public void breaks(BreakListener listener) {
        honest.breaks(goesOnBehind -> {
            if (sabotage() != Sabotage.BREAKS_UNTOLD) {
                listener.broken(goesOnBehind);
            }
        });
    }

    @Override
    public CompletionStage<Position> whenReached(Position position) {
        return honest.whenReached(position);
    }

    @Override
    public @Nullable String trouble() {
        return honest.trouble();
    }
}
