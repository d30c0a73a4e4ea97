package org.snorky.server.embedded;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Has applications of these tests be as most that embed the server are: without Redis, unless they name it as the store.
 *
 * <p>Its libraries are optional, so whoever does not ask for them has none; the tests' class path has them for those that do.
 */
final class WithoutRedis implements AutoConfigurationImportFilter, EnvironmentAware {

    private boolean shared;

    @Override
    public void setEnvironment(Environment environment) {
        shared = "redis".equalsIgnoreCase(environment.getProperty("snorky.store"));
    }

    @Override
    public boolean[] match(String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            wanted[i] = candidates[i] != null && (shared || !isOfRedis(candidates[i]));
        }
        return wanted;
    }

    private static boolean isOfRedis(String candidate) {
        return candidate.contains(".data.")
                || candidate.contains(".transaction.")
                || candidate.contains(".netty.")
                || candidate.contains(".persistence.");
    }
}
