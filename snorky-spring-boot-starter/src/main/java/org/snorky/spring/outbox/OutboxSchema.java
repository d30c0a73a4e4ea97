package org.snorky.spring.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Creates the outbox's tables, before anything of the application uses the database. */
public final class OutboxSchema extends DataSourceScriptDatabaseInitializer {

    private static final String SCRIPT = "org/snorky/spring/outbox/schema-%s.sql";

    private final OutboxTable table;

    public OutboxSchema(DataSource dataSource, OutboxTable table, DatabaseInitializationMode mode) {
        super(dataSource, settings(dataSource, mode));
        this.table = table;
    }

    private static DatabaseInitializationSettings settings(DataSource dataSource, DatabaseInitializationMode mode) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setMode(mode);
        if (mode != DatabaseInitializationMode.NEVER) {
            settings.setSchemaLocations(List.of("classpath:" + script(dataSource)));
        }
        return settings;
    }

    private static String script(DataSource dataSource) {
        String platform = new PlatformPlaceholderDatabaseDriverResolver()
                .resolveAll(dataSource, "@@platform@@")
                .get(0);
        String own = String.format(Locale.ROOT, SCRIPT, platform);
        return new ClassPathResource(own).exists() ? own : String.format(Locale.ROOT, SCRIPT, "generic");
    }

    @Override
    protected void runScripts(Scripts scripts) {
        List<Resource> renamed = new ArrayList<>();
        scripts.forEach(script -> renamed.add(rename(script)));
        super.runScripts(new Scripts(renamed).encoding(StandardCharsets.UTF_8));
    }

    private Resource rename(Resource script) {
        try {
            String sql = script.getContentAsString(StandardCharsets.UTF_8);
            return new ByteArrayResource(table.in(sql).getBytes(StandardCharsets.UTF_8), script.getDescription());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
