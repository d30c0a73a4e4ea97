package org.snorky.oracle.world;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snorky.testsupport.postgres.PostgresDatabase;
import org.snorky.testsupport.postgres.PostgresServer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is true: the tables, asked without the application, Hibernate or any code of Snorky. */
public final class Database {

    private final PostgresDatabase address;
    private final NamedParameterJdbcTemplate jdbc;

    private Database(PostgresDatabase address, NamedParameterJdbcTemplate jdbc) {
        this.address = address;
        this.jdbc = jdbc;
    }

    /** A new one with empty tables. */
    public static Database create() {
        PostgresDatabase address = PostgresServer.newDatabase();
        DriverManagerDataSource source =
                new DriverManagerDataSource(address.jdbcUrl(), address.user(), address.password());
        new ResourceDatabasePopulator(new ClassPathResource("schema.sql", Database.class)).execute(source);
        return new Database(address, new NamedParameterJdbcTemplate(source));
    }

    PostgresDatabase address() {
        return address;
    }

    /** The rows that a list must hold, by id, as the JSON of the application. */
    public Map<Long, JsonNode> select(LiveList list) {
        String sql = "select * from " + list.table() + " where " + list.where().sql();
        Map<Long, JsonNode> rows = new TreeMap<>();
        jdbc.query(sql, list.where().parameters(), row -> {
            rows.put(row.getLong("id"), json(row, list.table().equals("item")));
        });
        return rows;
    }

    private static ObjectNode json(ResultSet row, boolean versioned) throws SQLException {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("id", row.getLong("id"));
        json.put("list", row.getInt("list"));
        json.put("title", row.getString("title"));
        json.put("state", row.getString("state"));
        json.put("price", row.getBigDecimal("price"));
        json.put("done", row.getBoolean("done"));
        @Nullable String owner = row.getString("owner_name");
        if (owner == null) {
            json.putNull("owner");
        } else {
            json.putObject("owner").put("name", owner).put("level", row.getBigDecimal("owner_level"));
        }
        if (versioned) {
            json.put("version", row.getLong("version"));
        }
        return json;
    }

    static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals((a, b) -> a.isNumber() && b.isNumber() ? compare(a, b) : a.equals(b) ? 0 : 1, other);
    }

    private static int compare(JsonNode a, JsonNode b) {
        BigDecimal left = a.decimalValue();
        return left.compareTo(b.decimalValue());
    }
}
