package org.snorky.testsupport.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class KubernetesManifestsTests {

    private static final String FOLDER = "deploy";
    /** Of the server's defaults: what the end of a phase of its shutdown, and the closing of connections, may take. */
    private static final int SHUTDOWN_SECONDS = 20 + 5;

    private final Manifests manifests = kustomization();

    private static Manifests kustomization() {
        try {
            return Manifests.ofKustomization(FOLDER);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    static List<JsonNode> all() {
        return kustomization().all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyManifestIsWhatTheApiTakes(JsonNode manifest) {
        assertThat(KubernetesSchema.read(manifest)).isNotNull();
    }

    @Test
    void theKustomizationNamesEveryManifest() throws IOException {
        List<String> named = Manifests.read(FOLDER + "/kustomization.yaml")
                .get(0)
                .path("resources")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
        try (Stream<Path> files = Files.list(Path.of("..", FOLDER))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yml")))
                    .as("manifests, and the values of a chart")
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(named.stream(), Stream.of("prometheus-adapter.yml"))
                                    .toList());
        }
    }

    @Nested
    class OfMistakes {

        @ParameterizedTest
        @ValueSource(strings = {"replica", "Replicas", "podTemplate"})
        void anUnknownFieldIsRefused(String field) {
            ObjectNode deployment = copyOf("Deployment");
            ((ObjectNode) deployment.path("spec")).put(field, 2);

            assertThatThrownBy(() -> KubernetesSchema.read(deployment)).hasMessageContaining(field);
        }

        @Test
        void aMissingFieldIsRefused() {
            ObjectNode autoscaler = copyOf("HorizontalPodAutoscaler");
            ((ObjectNode) autoscaler.path("spec")).remove("maxReplicas");

            assertThatThrownBy(() -> KubernetesSchema.read(autoscaler)).hasMessageContaining("maxReplicas");
        }

        @Test
        void aValueOfAnotherTypeIsRefused() {
            ObjectNode deployment = copyOf("Deployment");
            ((ObjectNode) deployment.path("spec").path("template").path("spec"))
                    .put("terminationGracePeriodSeconds", "a minute");

            assertThatThrownBy(() -> KubernetesSchema.read(deployment)).hasMessageContaining("a minute");
        }

        @Test
        void aMistakeDeepInAProbeIsRefused() {
            ObjectNode deployment = copyOf("Deployment");
            ((ObjectNode) container(deployment).path("readinessProbe").path("httpGet")).put("url", "/");

            assertThatThrownBy(() -> KubernetesSchema.read(deployment)).hasMessageContaining("url");
        }

        @Test
        void anApiThatIsGoneIsRefused() {
            ObjectNode autoscaler = copyOf("HorizontalPodAutoscaler").put("apiVersion", "autoscaling/v2beta2");

            assertThatThrownBy(() -> KubernetesSchema.read(autoscaler)).hasMessageContaining("v2beta2");
        }

        private ObjectNode copyOf(String kind) {
            return (ObjectNode) JsonMapper.shared().readTree(manifests.the(kind).toString());
        }
    }

    @Nested
    class WithEachOther {

        private final JsonNode pod = manifests.the("Deployment").path("spec").path("template");

        @Test
        void everySelectorMeansTheNodes() {
            JsonNode labels = pod.path("metadata").path("labels");

            assertThat(manifests.every("Service")).hasSize(3).allSatisfy(service -> assertThat(
                            service.path("spec").path("selector"))
                    .isEqualTo(labels));
            assertThat(List.of(
                            manifests.the("Deployment").at("/spec/selector/matchLabels"),
                            manifests.the("PodDisruptionBudget").at("/spec/selector/matchLabels"),
                            manifests.the("NetworkPolicy").at("/spec/podSelector/matchLabels"),
                            pod.at("/spec/topologySpreadConstraints/0/labelSelector/matchLabels")))
                    .containsOnly(labels);
        }

        @Test
        void everyPortIsOneOfTheContainers() {
            List<String> ports = container(manifests.the("Deployment"))
                    .path("ports")
                    .valueStream()
                    .map(port -> port.path("name").stringValue())
                    .toList();

            assertThat(ports).containsExactly("frontend", "management");
            assertThat(manifests.every("Service").stream()
                            .flatMap(service ->
                                    service.path("spec").path("ports").valueStream())
                            .map(port -> port.path("targetPort").stringValue()))
                    .isSubsetOf(ports);
            assertThat(manifests
                            .the("NetworkPolicy")
                            .at("/spec/ingress")
                            .valueStream()
                            .map(rule -> rule.at("/ports/0/port").stringValue()))
                    .containsExactlyElementsOf(ports);
            assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                            .map(probe -> container(manifests.the("Deployment"))
                                    .path(probe)
                                    .at("/httpGet/port")
                                    .stringValue()))
                    .containsOnly("management");
        }

        @Test
        void theAutoscalerAsksForTheMetricThatTheAdapterMakes() throws IOException {
            JsonNode rule =
                    Manifests.read(FOLDER + "/prometheus-adapter.yml").get(0).at("/rules/custom/0");
            JsonNode spec = manifests.the("HorizontalPodAutoscaler").path("spec");

            assertThat(spec.at("/metrics/0/pods/metric/name")).isEqualTo(rule.at("/name/as"));
            assertThat(rule.path("seriesQuery").stringValue())
                    .startsWith(rule.at("/name/as").stringValue() + "{");
            assertThat(spec.at("/scaleTargetRef/name"))
                    .isEqualTo(manifests.the("Deployment").at("/metadata/name"));
        }

        @Test
        void aNodeHasTimeToSendItsClientsAway() {
            int before = container(manifests.the("Deployment"))
                    .at("/lifecycle/preStop/sleep/seconds")
                    .intValue();

            assertThat(pod.at("/spec/terminationGracePeriodSeconds").intValue())
                    .isGreaterThan(before + SHUTDOWN_SECONDS);
        }

        @Test
        void everyVolumeThatIsMountedIsThere() {
            assertThat(container(manifests.the("Deployment"))
                            .path("volumeMounts")
                            .valueStream()
                            .map(mount -> mount.path("name")))
                    .containsExactlyInAnyOrderElementsOf(pod.at("/spec/volumes")
                            .valueStream()
                            .map(volume -> volume.path("name"))
                            .toList());
            assertThat(pod.at("/spec/volumes/0/configMap/name"))
                    .isEqualTo(manifests.the("ConfigMap").at("/metadata/name"));
        }
    }

    private static JsonNode container(JsonNode deployment) {
        return deployment.at("/spec/template/spec/containers/0");
    }
}
