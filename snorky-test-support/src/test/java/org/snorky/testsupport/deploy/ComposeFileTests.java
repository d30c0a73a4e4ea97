package org.snorky.testsupport.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ComposeFileTests {

    private static final Set<String> WORDS = Set.of(
            "build",
            "command",
            "depends_on",
            "environment",
            "healthcheck",
            "image",
            "ports",
            "profiles",
            "stop_grace_period",
            "volumes");

    private final JsonNode file = read();
    private final JsonNode services = file.path("services");

    private static JsonNode read() {
        try {
            return Manifests.read("compose.yaml").get(0);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void servicesAreDescribedInWordsOfCompose() {
        assertThat(services.valueStream().flatMap(service -> service.propertyNames().stream()))
                .isSubsetOf(WORDS);
    }

    @Test
    void withoutAProfileOneServerStarts() {
        assertThat(named(service -> service.path("profiles").isEmpty()))
                .containsExactlyInAnyOrder("server", "todo", "database");
        assertThat(named(service -> !service.path("profiles").isEmpty())).allSatisfy(name -> assertThat(
                        services.at("/" + name + "/profiles/0").stringValue())
                .isEqualTo("nodes"));
    }

    @Test
    void whatAServiceWaitsForStartsWithItAndCanBecomeHealthy() {
        services.properties().forEach(service -> service.getValue()
                .path("depends_on")
                .properties()
                .forEach(needed -> {
                    JsonNode other = services.path(needed.getKey());
                    assertThat(other.path("profiles")).isIn(service.getValue().path("profiles"), services.path("none"));
                    if (needed.getValue().path("condition").stringValue().equals("service_healthy")) {
                        assertThat(other.has("healthcheck") || other.has("build"))
                                .as("a health check of %s", needed.getKey())
                                .isTrue();
                    }
                }));
    }

    @Test
    void nodesAreAlikeAndShareARedisThatForgetsNothing() {
        assertThat(services.path("server-a")).isEqualTo(services.path("server-b"));
        assertThat(services.at("/server-a/environment/SNORKY_STORE").stringValue())
                .isEqualTo("redis");
        assertThat(services.has(services.at("/server-a/environment/SPRING_DATA_REDIS_HOST")
                        .stringValue()))
                .isTrue();
        assertThat(services.at("/redis/command").toString()).contains("\"--maxmemory-policy\",\"noeviction\"");
    }

    @Test
    void theProxyKnowsTheNodesAndItsPortsAreThoseThatAreSpokenOf() throws IOException {
        String nginx = Files.readString(Path.of("..", "deploy", "nginx.conf"));
        List<String> upstreams = Pattern.compile("(?m)^ +server ([a-z-]+):")
                .matcher(nginx)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(upstreams).hasSize(6).containsOnly("server-a", "server-b");
        assertThat(nginx).contains("listen 5001;", "listen 5002;");
        assertThat(services.at("/proxy/volumes/0").stringValue()).startsWith("./deploy/nginx.conf:");
        assertThat(services.at("/proxy/ports/0").stringValue()).isEqualTo("127.0.0.1:5003:5001");
        assertThat(services.at("/todo-on-nodes/environment/SNORKY_CLIENT_URL").stringValue())
                .isEqualTo("http://proxy:5002");
        assertThat(services.at("/todo-on-nodes/environment/TODO_SNORKYURL").stringValue())
                .isEqualTo("ws://localhost:5003/ws");
    }

    @Test
    void nothingIsPublishedBeyondThisMachineAndNoPortTwice() {
        List<String> published = services.valueStream()
                .flatMap(service -> service.path("ports").valueStream())
                .map(port -> port.stringValue().replaceAll(":\\d+$", ""))
                .toList();

        assertThat(published).doesNotHaveDuplicates().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void everyVolumeIsDeclaredOrAFileOfThisRepository() {
        Stream<String> sources = services.valueStream()
                .flatMap(service -> service.path("volumes").valueStream())
                .map(volume -> volume.stringValue().replaceAll(":.*", ""));

        assertThat(sources)
                .allMatch(source -> source.startsWith("./")
                        ? Files.exists(Path.of("..").resolve(source))
                        : file.path("volumes").has(source));
    }

    private Set<String> named(Predicate<JsonNode> wanted) {
        return services.properties().stream()
                .filter(service -> wanted.test(service.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
