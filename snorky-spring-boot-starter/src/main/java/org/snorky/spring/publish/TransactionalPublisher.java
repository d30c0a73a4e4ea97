package org.snorky.spring.publish;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.SubscriptionItem;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** The publisher that joins Spring's transaction of the calling thread. */
public final class TransactionalPublisher implements SnorkyPublisher {

    private static final String ID = "id";

    private final ChangePublisher publisher;
    private final RowWriter rows;
    private final TransactionConnection connection;

    /** @param connection the one of the calling thread's transaction */
    public TransactionalPublisher(ChangePublisher publisher, RowWriter rows, TransactionConnection connection) {
        this.publisher = publisher;
        this.rows = rows;
        this.connection = connection;
    }

    @Override
    public void inserted(String model, Object row) {
        publish(model, null, write(row));
    }

    @Override
    public void updated(String model, Object oldRow, Object newRow) {
        publish(model, write(oldRow), write(newRow));
    }

    @Override
    public void deleted(String model, Object row) {
        publish(model, write(row), null);
    }

    @Override
    public void invalidate(String model) {
        publish(changes -> changes.invalidate(Invalidation.ofModel(model)));
    }

    @Override
    public void invalidate(String dealer, @Nullable Object query) {
        JsonNode json =
                query instanceof JsonNode tree ? tree : query == null ? NullNode.getInstance() : rows.write(query);
        publish(changes -> changes.invalidate(Invalidation.ofItem(new SubscriptionItem(dealer, json))));
    }

    private void publish(String model, @Nullable JsonNode before, @Nullable JsonNode after) {
        RowKey key = key(model, after == null ? before : after);
        publish(changes -> changes.record(key, new RowChange(before, after)));
    }

    private void publish(Consumer<ChangeSet> change) {
        ChangeSet joined = currentTransaction();
        ChangeSet changes = joined == null ? publisher.begin() : joined;
        change.accept(changes);
        if (joined == null) {
            publisher.publishNow(changes, connection);
        }
    }

    private JsonNode write(Object row) {
        JsonNode json = row instanceof JsonNode tree ? tree : rows.write(row);
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "A row must be a JSON object, but is " + json.getNodeType() + ": " + row);
        }
        return json;
    }

    private static RowKey key(String model, @Nullable JsonNode row) {
        JsonNode id = row == null ? null : row.get(ID);
        return id == null || id.isNull() ? RowKey.unidentified(model) : RowKey.of(model, id);
    }

    private @Nullable ChangeSet currentTransaction() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            return null;
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof ChangeSet changes) {
            return changes;
        }
        ChangeSet changes = publisher.begin();
        TransactionSynchronizationManager.bindResource(this, changes);
        TransactionSynchronizationManager.registerSynchronization(new Transaction(changes));
        return changes;
    }

    /** One transaction's changes; last in order, so that other synchronizations can still publish. */
    private final class Transaction implements TransactionSynchronization {

        private final ChangeSet changes;

        Transaction(ChangeSet changes) {
            this.changes = changes;
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(TransactionalPublisher.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(TransactionalPublisher.this, changes);
        }

        @Override
        public void savepoint(Object savepoint) {
            changes.savepoint(savepoint);
        }

        @Override
        public void savepointRollback(Object savepoint) {
            changes.rollbackTo(savepoint);
        }

        /** May fail, and the transaction with it; what comes after it is too late to be kept by the transaction. */
        @Override
        public void beforeCommit(boolean readOnly) {
            publisher.write(changes, connection);
        }

        @Override
        public void beforeCompletion() {
            publisher.aboutToCommit(changes);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(TransactionalPublisher.this);
            publisher.completed(changes, outcome(status));
        }

        private static ChangePublisher.Outcome outcome(int status) {
            return switch (status) {
                case STATUS_COMMITTED -> ChangePublisher.Outcome.COMMITTED;
                case STATUS_ROLLED_BACK -> ChangePublisher.Outcome.ROLLED_BACK;
                default -> ChangePublisher.Outcome.UNKNOWN;
            };
        }
    }
}
