package org.snorky.server.datasync.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snorky.server.datasync.filter.Filter;

/**
 * The conjunctions one of which each row meets that a filter matches: its disjunctive normal form, less what cannot be looked
 * up, which is left to be tried.
 *
 * <p>A filter of which some disjunct has nothing to be looked up by has no cover. A conjunction multiplies what is in it by no
 * more than {@value #MAX_PRODUCT}; what would be more is left to be tried, if there is something else to look it up by.
 */
final class Cover {

    private static final int MAX_PRODUCT = 64;

    private Cover() {}

    /** The cover, or null if there is none. */
    static @Nullable List<Conjunction> of(Filter filter) {
        if (filter instanceof Filter.Equal equal) {
            return alone(Conjunction.of(equal.field(), new Anchor.Value(equal.field(), equal.value(), null)));
        }
        if (filter instanceof Filter.In in) {
            return any(in.values().stream()
                    .map(value -> new Filter.Equal(in.field(), value))
                    .toList());
        }
        if (filter instanceof Filter.Compare compare) {
            Anchor interval = Conjunction.interval(compare);
            return interval == null ? List.of() : alone(Conjunction.of(compare.field(), interval));
        }
        if (filter instanceof Filter.StartsWith begins) {
            return alone(Conjunction.of(begins.field(), TextInterval.startingWith(begins.field(), begins.prefix())));
        }
        if (filter instanceof Filter.Exists exists) {
            return alone(Conjunction.of(exists.field(), new Anchor.Present(exists.field(), null)));
        }
        if (filter instanceof Filter.All all) {
            return all(all.filters());
        }
        if (filter instanceof Filter.Any any) {
            return any(any.filters());
        }
        return filter instanceof Filter.Not not ? not(not.filter()) : null;
    }

    private static @Nullable List<Conjunction> alone(@Nullable Conjunction conjunction) {
        return conjunction == null ? null : List.of(conjunction);
    }

    /** De Morgan's laws hold, since a condition is met or not and there is no third. */
    private static @Nullable List<Conjunction> not(Filter filter) {
        if (filter instanceof Filter.Not not) {
            return of(not.filter());
        }
        if (filter instanceof Filter.All all) {
            return any(negated(all.filters()));
        }
        return filter instanceof Filter.Any any ? all(negated(any.filters())) : null;
    }

    private static List<Filter> negated(List<Filter> filters) {
        return filters.stream().<Filter>map(Filter.Not::new).toList();
    }

    private static @Nullable List<Conjunction> any(List<? extends Filter> disjuncts) {
        List<Conjunction> cover = new ArrayList<>(disjuncts.size());
        for (Filter disjunct : disjuncts) {
            List<Conjunction> part = of(disjunct);
            if (part == null) {
                return null;
            }
            cover.addAll(part);
        }
        return cover;
    }

    private static @Nullable List<Conjunction> all(List<? extends Filter> conjuncts) {
        List<List<Conjunction>> parts = new ArrayList<>(conjuncts.size());
        for (Filter conjunct : conjuncts) {
            List<Conjunction> part = of(conjunct);
            if (part != null) {
                parts.add(part);
            }
        }
        if (parts.isEmpty() && !conjuncts.isEmpty()) {
            return null;
        }
        boolean complete = parts.size() == conjuncts.size();
        parts.sort(Comparator.comparingInt(List::size));
        List<Conjunction> cover = List.of(Conjunction.ALWAYS);
        for (List<Conjunction> part : parts) {
            if (cover.size() <= 1 || cover.size() * part.size() <= MAX_PRODUCT) {
                cover = product(cover, part);
            } else {
                complete = false;
            }
        }
        return complete ? cover : cover.stream().map(Conjunction::inexact).toList();
    }

    private static List<Conjunction> product(List<Conjunction> left, List<Conjunction> right) {
        List<Conjunction> product = new ArrayList<>(left.size() * right.size());
        for (Conjunction one : left) {
            for (Conjunction other : right) {
                product.add(one.and(other));
            }
        }
        return product;
    }
}
