package org.snorky.testsupport.redis;

import java.io.IOException;

/** An error that Redis answered. */
public final class RedisRefusal extends IOException {

    private static final long serialVersionUID = 1;

    RedisRefusal(String message) {
        super(message);
    }
}
