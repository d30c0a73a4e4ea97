package org.snorky.testsupport.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The YAML documents of a folder, as JSON. */
record Manifests(List<JsonNode> all) {

    private static final Path ROOT = Path.of("..");

    /** All that a kustomization names, of a folder of this repository. */
    static Manifests ofKustomization(String folder) throws IOException {
        JsonNode kustomization = read(folder + "/kustomization.yaml").get(0);
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode resource : kustomization.path("resources")) {
            all.addAll(read(folder + "/" + resource.stringValue()));
        }
        return new Manifests(all);
    }

    /** The documents of a file, none of whose mappings has a key twice. */
    static List<JsonNode> read(String file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(ROOT.resolve(file)))) {
            documents.add(JsonMapper.shared().valueToTree(document));
        }
        return documents;
    }

    /** The only one of a kind. */
    JsonNode the(String kind) {
        List<JsonNode> found = every(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of kind " + kind);
        }
        return found.get(0);
    }

    List<JsonNode> every(String kind) {
        return all.stream()
                .filter(one -> one.path("kind").asString("").equals(kind))
                .toList();
    }
}
