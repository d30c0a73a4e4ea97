package org.snorky.server.store.redis.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.protocol.Withdrawal;
import tools.jackson.databind.JsonNode;

/**
 * The form of a batch in the stream: for each change a letter, then its parts, each behind its length in bytes, as in
 * <pre>
 * i4:Task8:{"id":1}u4:Task8:{"id":1}16:{"id":1,"a":"b"}m4:Task</pre>
 *
 * <p>People can read it, and to a server its parts cost a copy. JSON around the rows, read as strictly as a stranger's, would
 * cost each node many times that for each change, although the node that wrote it had checked it.
 *
 * <table>
 * <caption>Letters</caption>
 * <tr><td>i, d</td><td>insert, delete: model, row</td></tr>
 * <tr><td>u</td><td>update: model, new row, old row</td></tr>
 * <tr><td>m</td><td>invalidation of a model: model</td></tr>
 * <tr><td>q</td><td>invalidation of an item: dealer, query</td></tr>
 * <tr><td>t, o, s</td><td>withdrawal by token, by identity (owner), by item (dealer, query): r for revoked or c for
 *     cancelled, then what it names; in capitals where clients empty their lists</td></tr>
 * </table>
 */
final class BatchForm {

    private BatchForm() {}

    /** @param changes with encoded rows */
    static byte[] write(List<Change> changes) {
        Writer writer = new Writer();
        changes.forEach(writer::change);
        return writer.out.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws UnreadableBatchException if it was not this version that wrote it
     */
    static List<Change> read(byte[] form) {
        BatchFormReader reader = new BatchFormReader(form);
        List<Change> changes = new ArrayList<>();
        while (reader.hasNext()) {
            changes.add(reader.change());
        }
        return changes;
    }

    private static final class Writer {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

        void change(Change change) {
            if (change instanceof Delta delta) {
                delta(delta);
            } else if (change instanceof Invalidation.Model invalidation) {
                letter('m');
                part(invalidation.model());
            } else if (change instanceof Invalidation.Item invalidation) {
                letter('q');
                item(invalidation.item());
            } else {
                withdrawal((Withdrawal) change);
            }
        }

        private void delta(Delta delta) {
            letter(delta instanceof Delta.Insert ? 'i' : delta instanceof Delta.Update ? 'u' : 'd');
            part(delta.model());
            if (delta instanceof Delta.Insert insert) {
                part(insert.row().utf8());
            } else if (delta instanceof Delta.Update update) {
                part(update.newRow().utf8());
                part(update.oldRow().utf8());
            } else {
                part(((Delta.Delete) delta).row().utf8());
            }
        }

        private void withdrawal(Withdrawal withdrawal) {
            Revocation which = withdrawal.which();
            char letter =
                    which instanceof Revocation.OfToken ? 't' : which instanceof Revocation.OfIdentity ? 'o' : 's';
            letter(withdrawal.empty() ? Character.toUpperCase(letter) : letter);
            part(withdrawal.cause() == Withdrawal.Cause.REVOKED ? "r" : "c");
            if (which instanceof Revocation.OfToken of) {
                part(of.token());
            } else if (which instanceof Revocation.OfIdentity of) {
                part(json(of.identity()));
            } else {
                item(((Revocation.OfItem) which).item());
            }
        }

        private void item(SubscriptionItem item) {
            part(item.dealer());
            part(json(item.query()));
        }

        private static byte[] json(JsonNode value) {
            return WireJson.mapper().writeValueAsBytes(value);
        }

        private void letter(char letter) {
            out.write(letter);
        }

        private void part(String text) {
            part(text.getBytes(StandardCharsets.UTF_8));
        }

        private void part(byte[] bytes) {
            out.writeBytes(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            out.write(':');
            out.writeBytes(bytes);
        }
    }
}
