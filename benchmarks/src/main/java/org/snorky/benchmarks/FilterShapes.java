package org.snorky.benchmarks;

import org.snorky.protocol.Delta;
import org.snorky.protocol.WireJson;
import org.snorky.server.datasync.filter.Filter;
import org.snorky.server.datasync.filter.FilterParser;
import tools.jackson.databind.JsonNode;

/**
 * Filters of mixed shapes, ten for each row: any number of rows has ten each that match it, read from JSON one by one as those
 * of subscriptions are.
 */
final class FilterShapes {

    /** Filters that match one row. */
    static final int PER_ROW = 10;

    private static final String[] SHAPES = {
        "['==','owner',%1$d]",
        "['in','owner',[%1$d,-%2$d,-%3$d]]",
        "['and',['>=','price',%1$d],['<','price',%2$d]]",
        "['startsWith','title','item %1$d ']",
        "['and',['==','status','open'],['==','owner',%1$d]]",
        "['or',['==','owner',%1$d],['==','region','none %1$d']]",
        "['and',['>=','price',0],['==','owner',%1$d]]",
        "['and',['==','status','open'],['>=','price',%1$d],['<','price',%2$d]]",
        "['and',['startsWith','title','item '],['==','owner',%1$d]]",
        "['and',['==','owner',%1$d],['!=','status','closed']]"
    };

    private static final String ROW =
            "{'id':%1$d,'owner':%1$d,'status':'open','price':%1$d.%2$d,'title':'item %1$d of many','region':'north'}";

    private FilterShapes() {}

    /** One of many filters of mixed shapes; each is another. */
    static Filter mixed(int number) {
        int row = number / PER_ROW;
        return parse(SHAPES[number % PER_ROW].formatted(row, row + 1, row + 2));
    }

    static Filter parse(String json) {
        return FilterParser.parse(read(json));
    }

    private static JsonNode read(String json) {
        return WireJson.mapper().readTree(json.replace('\'', '"'));
    }

    /** An update of a row that ten filters match, before and after. */
    static Delta.Update update(int row) {
        return new Delta.Update("Order", row(row, 75), row(row, 25));
    }

    private static JsonNode row(int row, int fraction) {
        return read(ROW.formatted(row, fraction));
    }
}
