package org.snorky.testsupport.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document in which operators look configuration up, beside the metadata that a module's build made. */
public final class ConfigurationDocument {

    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

    private ConfigurationDocument() {}

    /** The properties of the module in the working directory that the document does not name, of those of a prefix. */
    public static List<String> propertiesLeftOut(String prefix) throws IOException {
        String document = Files.readString(DOCUMENT);
        JsonNode metadata = JsonMapper.shared().readTree(METADATA.toFile());
        return metadata.get("properties")
                .valueStream()
                .map(property -> property.get("name").stringValue())
                .filter(name -> name.startsWith(prefix) && !document.contains("`" + name + "`"))
                .toList();
    }
}
