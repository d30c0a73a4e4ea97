package org.snorky.oracle.application;

import java.util.List;
import java.util.random.RandomGenerator;
import org.hibernate.Session;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One transaction of random statements on both models: several rows, several flushes, savepoints that are kept or rolled
 * back, and an end of either kind.
 */
final class RandomTransaction {

    private static final int HOT_ROWS = 4;
    private static final int FEW_ROWS = 120;
    private static final int MANY_ROWS = 200;
    private static final int NOTE_IDS = 250;

    private final RandomGenerator random;
    private final Session session;
    private final TransactionTemplate nested;
    private final WorkCount count;

    RandomTransaction(RandomGenerator random, Session session, TransactionTemplate nested, WorkCount count) {
        this.random = random;
        this.session = session;
        this.nested = nested;
        this.count = count;
    }

    void run(TransactionStatus status) {
        statements();
        if (percent(30)) {
            savepoint();
            statements();
        }
        if (percent(15)) {
            if (percent(50)) {
                flush();
            }
            count.rollsBack = true;
            status.setRollbackOnly();
        }
    }

    /** What a savepoint takes back, the session would still believe in. */
    private void savepoint() {
        flush();
        count.savepoints++;
        boolean rolledBack = percent(50);
        nested.executeWithoutResult(inner -> {
            statements();
            flush();
            if (rolledBack) {
                count.savepointsRolledBack++;
                inner.setRollbackOnly();
            }
        });
        if (rolledBack) {
            session.clear();
        }
    }

    private void statements() {
        for (int statements = random.nextInt(1, 4); statements > 0; statements--) {
            if (random.nextBoolean()) {
                statement(Item.class);
            } else {
                statement(Note.class);
            }
            if (percent(30)) {
                flush();
            }
        }
    }

    private void flush() {
        session.flush();
        count.flushes++;
    }

    private void statement(Class<? extends Row> type) {
        List<Long> ids = session.createSelectionQuery(
                        "select r.id from " + type.getSimpleName() + " r where r.list < 100 order by r.id", Long.class)
                .getResultList();
        int insertsIn100 = ids.size() < FEW_ROWS ? 50 : ids.size() > MANY_ROWS ? 5 : 18;
        int choice = random.nextInt(100);
        if (choice < insertsIn100) {
            insert(type);
        } else if (choice < 36 && ids.size() > HOT_ROWS) {
            delete(type, ids.get(random.nextInt(HOT_ROWS / 2, ids.size())));
        } else if (!ids.isEmpty()) {
            int among = random.nextBoolean() ? Math.min(HOT_ROWS, ids.size()) : ids.size();
            update(type, ids.get(random.nextInt(among)));
        }
    }

    private void insert(Class<? extends Row> type) {
        long id = type == Item.class ? nextItemId() : random.nextInt(NOTE_IDS);
        if (session.find(type, id) != null) {
            return;
        }
        Row row = type == Item.class ? new Item(id, 0) : new Note(id, 0);
        row.fill(random);
        session.persist(row);
        count.inserts++;
    }

    private long nextItemId() {
        return session.createNativeQuery("select nextval('item_ids')", Long.class)
                .getSingleResult();
    }

    private void update(Class<? extends Row> type, long id) {
        Row row = session.find(type, id);
        if (row != null) {
            row.change(random);
            count.updates++;
        }
    }

    private void delete(Class<? extends Row> type, long id) {
        Row row = session.find(type, id);
        if (row != null) {
            session.remove(row);
            count.deletes++;
        }
    }

    private boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }
}
