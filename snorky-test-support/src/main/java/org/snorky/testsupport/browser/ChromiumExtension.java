package org.snorky.testsupport.browser;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test its {@link Windows}, all in one Chromium that runs as long as the test run. */
final class ChromiumExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ChromiumExtension.class);
    private static final Path PICTURES = Path.of("target", "windows");
    private static final double PATIENCE_MILLIS = 15_000;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<Path> chromium = chromium();
        if (chromium.isPresent()) {
            return ConditionEvaluationResult.enabled("There is " + chromium.get());
        }
        String reason = "There is no Chromium on this machine: install one, or name it by SNORKY_CHROMIUM";
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(reason);
        }
        System.err.println("SKIPPED: " + context.getDisplayName() + ": " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Windows.class;
    }

    @Override
    public Windows resolveParameter(ParameterContext parameter, ExtensionContext context) {
        RunningChromium chromium = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RunningChromium.class, type -> start(chromium().orElseThrow()), RunningChromium.class);
        return context.getStore(NAMESPACE).computeIfAbsent(Windows.class, type -> chromium.windows(), Windows.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Windows windows = context.getStore(NAMESPACE).remove(Windows.class, Windows.class);
        if (windows != null) {
            if (context.getExecutionException().isPresent()) {
                windows.takePictures(PICTURES, context.getRequiredTestMethod().getName());
            }
            windows.close();
        }
    }

    private static RunningChromium start(Path executable) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new RunningChromium(executable);
    }

    private static Optional<Path> chromium() {
        return new ChromiumFinder(System.getenv()).find();
    }
}
