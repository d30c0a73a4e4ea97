package org.snorky.spring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.snorky.testsupport.docs.ConfigurationDocument;

class ConfigurationDocumentTests {

    @Test
    void everyPropertyIsDocumented() throws IOException {
        assertThat(ConfigurationDocument.propertiesLeftOut("snorky.")).isEmpty();
    }
}
