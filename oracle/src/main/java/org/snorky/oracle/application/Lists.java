package org.snorky.oracle.application;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.oracle.filter.SqlFilter;
import org.snorky.spring.subscribe.Subscribe;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lists that clients hold. A filter comes as JSON; the subscription takes it as it is, the query as SQL. */
@RestController
class Lists {

    private final EntityManager entities;
    private final Filters filters;

    Lists(EntityManager entities, Filters filters) {
        this.entities = entities;
        this.filters = filters;
    }

    @GetMapping("/item")
    @Subscribe(dealer = "Item", query = "@filters.read(#filter)")
    List<Item> items(@RequestParam(required = false) @Nullable String filter) {
        return select(Item.class, SqlFilter.of(filters.read(filter)));
    }

    @GetMapping("/item/list/{list}")
    @Subscribe(dealer = "ItemsByList", query = "#list")
    List<Item> itemsOfList(@PathVariable int list) {
        return select(Item.class, SqlFilter.of(filters.read("[\"==\",\"list\"," + list + "]")));
    }

    /** Two items under one token. */
    @GetMapping("/item/either")
    @Subscribe(dealer = "Item", query = "@filters.read(#first)")
    @Subscribe(dealer = "FilteredItems", query = "@filters.read(#second)")
    List<Item> eitherItems(@RequestParam String first, @RequestParam String second) {
        return select(Item.class, SqlFilter.either(filters.read(first), filters.read(second)));
    }

    @GetMapping("/note")
    @Subscribe(dealer = "Note", query = "@filters.read(#filter)")
    List<Note> notes(@RequestParam(required = false) @Nullable String filter) {
        return select(Note.class, SqlFilter.of(filters.read(filter)));
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> select(Class<T> type, SqlFilter filter) {
        Query query = entities.createNativeQuery(
                "select * from " + type.getSimpleName() + " where " + filter.sql() + " order by id", type);
        filter.parameters().forEach(query::setParameter);
        return query.getResultList();
    }
}
