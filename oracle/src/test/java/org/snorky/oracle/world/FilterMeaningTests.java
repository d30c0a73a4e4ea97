package org.snorky.oracle.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snorky.oracle.filter.RandomFilters;
import org.snorky.oracle.filter.Values;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The server and PostgreSQL agree on what random filters mean; the longer runs would find it too, but not say where. */
class FilterMeaningTests {

    private static final int ROWS = 80;
    private static final int FILTERS = 400;

    @Test
    void isTheSameToTheServerAndToTheDatabase() {
        Database database = Database.create();
        Random random = new Random(20_261_122);
        fill(database, random);
        Map<Long, JsonNode> all = database.select(LiveList.all("all", "note", false));
        RandomFilters filters = new RandomFilters(random);

        for (int i = 0; i < FILTERS; i++) {
            JsonNode expression = filters.next();
            Filter filter = FilterParser.parse(expression);
            Map<Long, JsonNode> expected = new TreeMap<>(all);
            expected.values().removeIf(row -> !filter.matches(row));

            assertThat(database.select(LiveList.filtered("some", "note", expression, false)))
                    .as("rows for %s", expression)
                    .containsOnlyKeys(expected.keySet());
        }
    }

    private static void fill(Database database, Random random) {
        JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(
                database.address().jdbcUrl(),
                database.address().user(),
                database.address().password()));
        for (int id = 0; id < ROWS; id++) {
            boolean owned = random.nextInt(4) > 0;
            jdbc.update(
                    "insert into note values (?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    Values.list(random),
                    Values.title(random),
                    Values.state(random),
                    Values.price(random),
                    random.nextBoolean(),
                    owned ? Values.name(random) : null,
                    owned ? Values.level(random) : null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"==", "!=", "<", "<=", ">", ">=", "in", "startsWith", "exists", "and", "or", "not"})
    void isTriedForEveryOperator(String operator) {
        RandomFilters filters = new RandomFilters(new Random(1));
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            some.append(filters.next());
        }

        assertThat(some).contains("[\"" + operator + "\",");
    }
}
