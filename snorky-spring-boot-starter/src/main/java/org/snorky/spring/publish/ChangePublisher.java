package org.snorky.spring.publish;

/**
 * Takes change sets through the ends of their transactions, and lets what was committed leave in the order of the commits,
 * as far as they changed the same rows.
 *
 * <ol>
 *   <li>{@link #begin} starts to gather what a transaction changes.
 *   <li>{@link #write} comes after the transaction's last statement, on its own connection; if it throws, the transaction
 *       must roll back.
 *   <li>{@link #aboutToCommit} comes directly before the commit. The transaction then holds its lock on every row it
 *       changed, so whoever changes one of these rows next comes here later.
 *   <li>{@link #completed} comes once, when the outcome is known.
 * </ol>
 *
 * All but {@link #write} and {@link #publishNow} never throw. Nothing here blocks on the server: a transaction must not
 * wait for it. A change set belongs to its transaction's thread; different ones may come from all threads at once.
 */
public interface ChangePublisher {

    ChangeSet begin();

    /** Keeps what was gathered as part of the transaction, where it is kept there at all. */
    void write(ChangeSet changes, TransactionConnection connection);

    void aboutToCommit(ChangeSet changes);

    void completed(ChangeSet changes, Outcome outcome);

    /** Tells changes that no transaction is responsible for. */
    void publishNow(ChangeSet changes, TransactionConnection connection);

    /** How a transaction ended. */
    enum Outcome {
        COMMITTED,
        ROLLED_BACK,
        /** The commit failed in a way that leaves open whether the database did it. */
        UNKNOWN
    }
}
