package org.snorky.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/** The rules that hold the server's shape, for packages below a root. */
final class ServerArchitecture {

    private static final Set<String> READS_TIME = Set.of(
            Instant.class.getName() + ".now",
            System.class.getName() + ".currentTimeMillis",
            Thread.class.getName() + ".sleep");

    private final String root;

    ServerArchitecture(String root) {
        this.root = root;
    }

    private String below(String name) {
        return root + "." + name + "..";
    }

    private ArchRule doesNotKnow(String name, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(below(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(others).map(this::below).toArray(String[]::new))
                .allowEmptyShould(true);
    }

    ArchRule sessionKnowsNothingOfTheServer() {
        return doesNotKnow(
                "session", "service", "rpc", "pubsub", "datasync", "transport", "store", "actuate", "config");
    }

    ArchRule serviceKnowsSessionsOnly() {
        return doesNotKnow("service", "rpc", "pubsub", "datasync", "transport", "store", "actuate", "config");
    }

    ArchRule rpcKnowsServicesOnly() {
        return doesNotKnow("rpc", "pubsub", "datasync", "transport", "store", "actuate", "config");
    }

    ArchRule pubSubStandsAlone() {
        return doesNotKnow("pubsub", "datasync", "transport", "store", "actuate", "config");
    }

    ArchRule dataSyncStandsAlone() {
        return doesNotKnow("datasync", "pubsub", "transport", "store", "actuate", "config");
    }

    ArchRule transportsKnowServicesOnly() {
        return doesNotKnow("transport", "rpc", "pubsub", "datasync", "store", "actuate", "config");
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
                        below("session"), below("service"), below("rpc"), below("pubsub"), below("datasync"))
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
