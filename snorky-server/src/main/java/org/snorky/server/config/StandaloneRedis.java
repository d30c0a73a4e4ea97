package org.snorky.server.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snorky.server.SnorkyServer;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * What the standalone server takes of Boot's support for Redis: nothing but the connection, and that only where it shares
 * its state.
 *
 * <p>It carries the libraries in any case. An application that embeds the server has its own reasons to have them, so
 * there nothing is left out.
 */
final class StandaloneRedis implements AutoConfigurationImportFilter, BeanFactoryAware, EnvironmentAware {

    private static final String CONNECTION =
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration";
    private static final Set<String> ALONG_WITH_IT = Set.of(
            "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration",
            "org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration",
            "org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration",
            "org.springframework.boot.netty.autoconfigure.NettyAutoConfiguration",
            "org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration",
            "org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration");

    private boolean standalone;
    private boolean shared;

    @Override
    public void setBeanFactory(BeanFactory beans) {
        standalone = beans instanceof ListableBeanFactory list
                && list.getBeanNamesForType(SnorkyServer.class, false, false).length > 0;
    }

    @Override
    public void setEnvironment(Environment environment) {
        shared = "redis".equalsIgnoreCase(environment.getProperty("snorky.store"));
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            wanted[i] = candidates[i] != null && isWanted(candidates[i]);
        }
        return wanted;
    }

    private boolean isWanted(String candidate) {
        return !standalone || !ALONG_WITH_IT.contains(candidate) && (shared || !candidate.equals(CONNECTION));
    }
}
