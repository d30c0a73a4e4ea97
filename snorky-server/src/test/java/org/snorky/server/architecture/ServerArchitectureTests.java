package org.snorky.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snorky.server.SnorkyServer;

/** Every rule holds for the server, and fails for classes that were planted to break it. */
class ServerArchitectureTests {

    private static final String SERVER = "org.snorky.server";
    private static final String PLANTED = "org.snorky.server.architecture.planted";

    private static final JavaClasses SERVER_CLASSES = new ClassFileImporter()
            .importUrl(SnorkyServer.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

    record Rule(String name, Function<ServerArchitecture, ArchRule> of) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Rule> rules() {
        Stream<Rule> ofServices = ServerArchitecture.SERVICES.stream()
                .map(service -> new Rule(service + " stands alone", server -> server.standsAlone(service)));
        return Stream.concat(ofServices, ofLayers());
    }

    private static Stream<Rule> ofLayers() {
        return Stream.of(
                new Rule("session knows nothing of the server", ServerArchitecture::sessionKnowsNothingOfTheServer),
                new Rule("service knows sessions only", ServerArchitecture::serviceKnowsSessionsOnly),
                new Rule("rpc knows services only", ServerArchitecture::rpcKnowsServicesOnly),
                new Rule("history knows no service", ServerArchitecture::historyKnowsNoService),
                new Rule("transports know services only", ServerArchitecture::transportsKnowServicesOnly),
                new Rule("the store knows services only", ServerArchitecture::storeKnowsServicesOnly),
                new Rule("actuate does not know config", ServerArchitecture::onlyConfigurationKnowsConfiguration),
                new Rule("packages have no cycles", ServerArchitecture::packagesHaveNoCycles),
                new Rule("the core knows no technology", ServerArchitecture::coreKnowsNoTechnology),
                new Rule("only the store knows Redis", ServerArchitecture::onlyTheStoreKnowsRedis),
                new Rule("time is injected", ServerArchitecture::timeIsInjected));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Rule rule) {
        assertThat(SERVER_CLASSES).hasSizeGreaterThan(100);

        rule.of().apply(new ServerArchitecture(SERVER)).check(SERVER_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void canFail(Rule rule) {
        assertThat(rule.of()
                        .apply(new ServerArchitecture(PLANTED))
                        .evaluate(PLANTED_CLASSES)
                        .hasViolation())
                .isTrue();
    }
}
