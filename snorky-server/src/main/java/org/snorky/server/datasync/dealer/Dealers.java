package org.snorky.server.datasync.dealer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.snorky.protocol.ErrorCode;
import org.snorky.protocol.ProtocolException;

/** The dealers by name: those declared, and for any other name that is a model's, the model's default dealer. */
public final class Dealers {

    private final Map<String, Dealer> declared = new LinkedHashMap<>();
    private final Predicate<String> isModel;

    /**
     * @param isModel which names that nothing declared stand for a model's default dealer
     * @throws IllegalArgumentException if two dealers have one name
     */
    public Dealers(Collection<? extends Dealer> declared, Predicate<String> isModel) {
        this.isModel = isModel;
        for (Dealer dealer : declared) {
            Dealer other = this.declared.putIfAbsent(dealer.name(), dealer);
            if (other != null) {
                throw new IllegalArgumentException(
                        "Two dealers are named '%s': %s and %s. Rename one.".formatted(dealer.name(), other, dealer));
            }
        }
    }

    public Collection<Dealer> declared() {
        return declared.values();
    }

    /** @throws ProtocolException with code {@code no_such_dealer} */
    public Dealer get(String name) {
        Dealer dealer = declared.get(name);
        if (dealer != null) {
            return dealer;
        }
        if (isModel.test(name)) {
            return new DefaultDealer(name);
        }
        throw new ProtocolException("No such dealer", ErrorCode.NO_SUCH_DEALER);
    }
}
