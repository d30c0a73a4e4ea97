package org.snorky.server.config;

import org.jspecify.annotations.Nullable;
import org.snorky.server.store.redis.link.UnsuitableRedisException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start why Redis cannot be what this node shares with others, and what to do about it. */
final class RedisFailureAnalyzer extends AbstractFailureAnalyzer<UnsuitableRedisException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, UnsuitableRedisException cause) {
        return new FailureAnalysis(cause.getMessage() + ".", cause.remedy(), cause);
    }
}
