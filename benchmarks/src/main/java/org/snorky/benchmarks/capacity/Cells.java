package org.snorky.benchmarks.capacity;

/**
 * A plan divided into equal clusters of their own, each with its own Redis, where one log cannot carry all.
 *
 * <p>That presumes deltas that can be told apart by who may see them, a tenant or a region: each is published to the cell of its
 * clients, and to no other.
 *
 * @param count how many cells
 * @param each what one of them holds
 */
public record Cells(int count, Sizing each) {

    /** What may leave one Redis in a second: half of ten gigabits. */
    private static final double MOST_EGRESS = 625;

    private static final double BUSY = Sizing.BUSY;
    private static final int MOST = 1_000_000;

    /** The fewest cells whose logs carry their part. */
    public static Cells of(Plan plan, Costs costs) {
        for (int count = 1; count < MOST; count++) {
            Sizing each = new Sizing(plan.dividedBy(count), costs);
            if (each.isPossible()
                    && each.logUtilisation(each.nodes()) <= BUSY
                    && each.logEgress(each.nodes()) <= MOST_EGRESS) {
                return new Cells(count, each);
            }
        }
        throw new IllegalArgumentException("a single delta is more than a cell can bear: " + plan);
    }

    /** Nodes of all cells. */
    public int nodes() {
        return count * each.nodes();
    }
}
