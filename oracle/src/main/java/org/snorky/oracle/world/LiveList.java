package org.snorky.oracle.world;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.snorky.oracle.filter.RandomFilters;
import org.snorky.oracle.filter.SqlFilter;
import org.snorky.oracle.filter.Values;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * A list that a client holds.
 *
 * @param name unique in its world
 * @param path of its endpoint, with the query
 * @param versioned whether the client is told of the rows' version
 * @param table where its rows are
 * @param where which of them it must hold
 */
public record LiveList(String name, String path, boolean versioned, String table, SqlFilter where) {

    /** A list of a random kind. */
    public static LiveList random(String name, RandomGenerator random) {
        RandomFilters filters = new RandomFilters(random);
        return switch (random.nextInt(10)) {
            case 0 -> all(name, "item", random.nextBoolean());
            case 1 -> all(name, "note", false);
            case 2 -> ofList(name, Values.list(random), random.nextBoolean());
            case 3 -> either(name, filters.next(), filters.next(), random.nextBoolean());
            case 4, 5, 6 -> filtered(name, "item", filters.next(), random.nextBoolean());
            default -> filtered(name, "note", filters.next(), false);
        };
    }

    /** All rows of a table. */
    public static LiveList all(String name, String table, boolean versioned) {
        return new LiveList(name, "/" + table, versioned, table, SqlFilter.of(NullNode.getInstance()));
    }

    /** The rows of a table that meet a filter. */
    public static LiveList filtered(String name, String table, JsonNode filter, boolean versioned) {
        return new LiveList(name, "/" + table + "?filter=" + encoded(filter), versioned, table, SqlFilter.of(filter));
    }

    /** The items of a list, by the simple dealer. */
    public static LiveList ofList(String name, int list, boolean versioned) {
        JsonNode filter = JsonMapper.shared().readTree("[\"==\",\"list\"," + list + "]");
        return new LiveList(name, "/item/list/" + list, versioned, "item", SqlFilter.of(filter));
    }

    private static LiveList either(String name, JsonNode first, JsonNode second, boolean versioned) {
        String path = "/item/either?first=" + encoded(first) + "&second=" + encoded(second);
        return new LiveList(name, path, versioned, "item", SqlFilter.either(first, second));
    }

    private static String encoded(JsonNode filter) {
        return URLEncoder.encode(filter.toString(), StandardCharsets.UTF_8);
    }
}
