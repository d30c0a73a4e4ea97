package org.snorky.server.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client whose identity may hold for a time only, after which its connection closes as {@link CloseReason#TOKEN_EXPIRED}. */
public interface ExpiringSession extends ClientSession {

    /** Until when the identity holds, or null for as long as the connection lasts. */
    @Nullable Instant expiresAt();

    /** Lets the same identity hold until another moment; nothing once the session closes. */
    void holdUntil(@Nullable Instant expiresAt);
}
