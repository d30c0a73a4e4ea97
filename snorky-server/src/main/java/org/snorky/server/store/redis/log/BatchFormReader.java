package org.snorky.server.store.redis.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.snorky.protocol.Change;
import org.snorky.protocol.Delta;
import org.snorky.protocol.Invalidation;
import org.snorky.protocol.Revocation;
import org.snorky.protocol.Row;
import org.snorky.protocol.SubscriptionItem;
import org.snorky.protocol.WireJson;
import org.snorky.protocol.Withdrawal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads changes in {@link BatchForm}. */
final class BatchFormReader {

    private final byte[] form;
    private int at;

    /** Changes of one batch are mostly of one model, whose name is then made and kept once. */
    private byte[] lastName = {};

    private String lastNameAsText = "";

    BatchFormReader(byte[] form) {
        this.form = form;
    }

    boolean hasNext() {
        return at < form.length;
    }

    Change change() {
        char letter = (char) form[at++];
        return switch (letter) {
            case 'i' -> new Delta.Insert(name(), row());
            case 'u' -> new Delta.Update(name(), row(), row());
            case 'd' -> new Delta.Delete(name(), row());
            case 'm' -> Invalidation.ofModel(name());
            case 'q' -> Invalidation.ofItem(item());
            case 't', 'T' -> withdrawal(letter == 'T', cause(), new Revocation.OfToken(name()));
            case 'o', 'O' -> withdrawal(letter == 'O', cause(), new Revocation.OfIdentity(json()));
            case 's', 'S' -> withdrawal(letter == 'S', cause(), new Revocation.OfItem(item()));
            default -> throw new UnreadableBatchException("There is no change '" + letter + "', at byte " + (at - 1));
        };
    }

    private static Withdrawal withdrawal(boolean empty, Withdrawal.Cause cause, Revocation which) {
        return new Withdrawal(which, cause, empty);
    }

    private Withdrawal.Cause cause() {
        String name = name();
        return switch (name) {
            case "r" -> Withdrawal.Cause.REVOKED;
            case "c" -> Withdrawal.Cause.CANCELLED;
            default -> throw new UnreadableBatchException("There is no cause '" + name + "', at byte " + at);
        };
    }

    private SubscriptionItem item() {
        return new SubscriptionItem(name(), json());
    }

    private JsonNode json() {
        try {
            return WireJson.mapper().readTree(part());
        } catch (JacksonException none) {
            throw new UnreadableBatchException("What ends at byte " + at + " is no JSON");
        }
    }

    private Row row() {
        return Row.ofEncoded(part());
    }

    private String name() {
        int end = partEnd();
        if (!Arrays.equals(form, at, end, lastName, 0, lastName.length)) {
            lastName = Arrays.copyOfRange(form, at, end);
            lastNameAsText = new String(lastName, StandardCharsets.UTF_8);
        }
        at = end;
        return lastNameAsText;
    }

    private byte[] part() {
        int end = partEnd();
        byte[] part = Arrays.copyOfRange(form, at, end);
        at = end;
        return part;
    }

    /** Reads a part's length, and gives where it ends. */
    private int partEnd() {
        int begin = at;
        long length = 0;
        while (at < form.length && form[at] >= '0' && form[at] <= '9' && length <= form.length) {
            length = length * 10 + form[at++] - '0';
        }
        if (at == begin || at == form.length || form[at] != ':' || length > form.length - at - 1) {
            throw new UnreadableBatchException("There is no part at byte " + begin);
        }
        at++;
        return at + (int) length;
    }
}
