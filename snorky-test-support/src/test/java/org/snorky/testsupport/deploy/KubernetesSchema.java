package org.snorky.testsupport.deploy;

import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What Kubernetes' API takes, by the classes that its client has generated from the API's OpenAPI description. */
final class KubernetesSchema {

    private interface Check {
        void check(JsonElement json) throws IOException;
    }

    private record Kind(Class<?> type, Check check) {}

    private static final Map<String, Kind> KINDS = Map.of(
            "v1 ConfigMap", new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
            "v1 Namespace", new Kind(V1Namespace.class, V1Namespace::validateJsonElement),
            "v1 Service", new Kind(V1Service.class, V1Service::validateJsonElement),
            "apps/v1 Deployment", new Kind(V1Deployment.class, V1Deployment::validateJsonElement),
            "policy/v1 PodDisruptionBudget",
                    new Kind(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
            "networking.k8s.io/v1 NetworkPolicy", new Kind(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
            "autoscaling/v2 HorizontalPodAutoscaler",
                    new Kind(V2HorizontalPodAutoscaler.class, V2HorizontalPodAutoscaler::validateJsonElement));

    private KubernetesSchema() {}

    /**
     * Reads a manifest as strictly as can be.
     *
     * @return an instance of its kind's class
     * @throws IllegalArgumentException if it has fields that there are not, lacks one that there must be, or has a value of another type
     */
    static Object read(JsonNode manifest) {
        String name = manifest.path("apiVersion").asString("?") + " "
                + manifest.path("kind").asString("?");
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("No such kind here: " + name);
        }
        try {
            JsonElement json = JSON.getGson().fromJson(manifest.toString(), JsonElement.class);
            kind.check.check(json);
            return JSON.getGson().fromJson(json, kind.type);
        } catch (IOException | RuntimeException refused) {
            throw new IllegalArgumentException(name + ": " + refused.getMessage(), refused);
        }
    }
}
