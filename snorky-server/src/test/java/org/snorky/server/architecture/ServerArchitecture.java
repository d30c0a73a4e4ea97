package org.snorky.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that hold the server's shape, for packages below a root. */
final class ServerArchitecture {

    private static final Set<String> READS_TIME = Set.of(
            Instant.class.getName() + ".now",
            System.class.getName() + ".currentTimeMillis",
            Thread.class.getName() + ".sleep");

    /** The services that the server brings; none knows another. */
    static final List<String> SERVICES = List.of("pubsub", "chat", "messaging", "cursors", "datasync");

    private static final List<String> ABOVE = List.of("transport", "store", "actuate", "config");

    private final String root;

    ServerArchitecture(String root) {
        this.root = root;
    }

    private String below(String name) {
        return root + "." + name + "..";
    }

    private ArchRule doesNotKnow(String name, String... others) {
        return doesNotKnow(name, Stream.of(others));
    }

    private ArchRule doesNotKnow(String name, Stream<String> others) {
        return noClasses()
                .that()
                .resideInAPackage(below(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.map(this::below).toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private static Stream<String> andWhatIsAbove(String... names) {
        return Stream.of(Stream.of(names), SERVICES.stream(), ABOVE.stream()).flatMap(each -> each);
    }

    ArchRule sessionKnowsNothingOfTheServer() {
        return doesNotKnow("session", andWhatIsAbove("service", "rpc"));
    }

    ArchRule serviceKnowsSessionsOnly() {
        return doesNotKnow("service", andWhatIsAbove("rpc"));
    }

    ArchRule rpcKnowsServicesOnly() {
        return doesNotKnow("rpc", andWhatIsAbove());
    }

    ArchRule historyKnowsNoService() {
        return doesNotKnow("history", andWhatIsAbove());
    }

    ArchRule standsAlone(String service) {
        return doesNotKnow(service, andWhatIsAbove().filter(other -> !other.equals(service)));
    }

    ArchRule transportsKnowServicesOnly() {
        return doesNotKnow("transport", andWhatIsAbove("rpc").filter(other -> !other.equals("transport")));
    }

    ArchRule storeKnowsServicesOnly() {
        return doesNotKnow("store", "transport", "actuate", "config");
    }

    ArchRule onlyConfigurationKnowsConfiguration() {
        return doesNotKnow("actuate", "config");
    }

    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    ArchRule coreKnowsNoTechnology() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        Stream.concat(Stream.of("session", "service", "rpc", "position", "history"), SERVICES.stream())
                                .map(this::below)
                                .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.servlet..",
                        "jakarta.websocket..",
                        "jakarta.persistence..",
                        "org.springframework.web..",
                        "org.springframework.http..",
                        "org.springframework.data..",
                        "org.springframework.boot..",
                        "org.springframework.security..",
                        "io.lettuce..",
                        "org.apache.tomcat..",
                        "org.apache.catalina..")
                .allowEmptyShould(true);
    }

    ArchRule onlyTheStoreKnowsRedis() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(below("store"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..", "org.springframework.data..")
                .allowEmptyShould(true);
    }

    ArchRule timeIsInjected() {
        return noClasses()
                .should()
                .callMethodWhere(describe(
                        "the time is read or waited for",
                        (JavaCall<?> call) ->
                                READS_TIME.contains(call.getTargetOwner().getName() + "." + call.getName())))
                .allowEmptyShould(true);
    }
}
