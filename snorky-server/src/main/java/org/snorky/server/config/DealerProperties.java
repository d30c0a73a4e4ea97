package org.snorky.server.config;

import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.dealer.BroadcastDealer;
import org.snorky.server.datasync.dealer.Dealer;
import org.snorky.server.datasync.dealer.FilterDealer;
import org.snorky.server.datasync.dealer.SimpleDealer;

/**
 * A declared dealer.
 *
 * @param type how it reads queries
 * @param model the model whose rows it deals
 * @param field the key that a simple dealer compares with the query; a dot descends into objects
 */
public record DealerProperties(
        @Nullable Type type,
        @Nullable String model,
        @Nullable String field) {

    /** The kinds of dealers that can be declared without code. */
    public enum Type {
        /** Every row to everybody. */
        BROADCAST,
        /** Rows whose field equals the query. */
        SIMPLE,
        /** Rows that meet the query, a filter expression. */
        FILTER
    }

    Dealer dealer(String name) {
        String prefix = "snorky.datasync.dealers." + name;
        if (type == null) {
            throw new IllegalArgumentException(prefix + ".type is missing: set it to broadcast, simple or filter");
        }
        if (model == null || model.isBlank()) {
            throw new IllegalArgumentException(prefix + ".model is missing: set it to the model whose rows it deals");
        }
        if ((type == Type.SIMPLE) == (field == null || field.isBlank())) {
            throw new IllegalArgumentException(prefix + ".field is needed by simple dealers, and by no others");
        }
        return switch (type) {
            case BROADCAST -> new BroadcastDealer(name, model);
            case FILTER -> new FilterDealer(name, model);
            case SIMPLE -> new SimpleDealer(name, model, String.valueOf(field));
        };
    }
}
