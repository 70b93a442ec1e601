package dev.tenfold.server.training;

import org.jspecify.annotations.Nullable;

/** An order that is not carried out; the message is one sentence for its sender. */
public final class RefusedOrder extends Exception {

    private static final long serialVersionUID = 1L;

    /** Where the obstacle lies. */
    public enum Reason {
        /** There is no laboratory to train in. */
        NO_LABORATORY,
        /** In what was ordered. */
        ORDER,
        /** In what there is: data is missing, or another run is under way. */
        STATE
    }

    private final Reason reason;

    RefusedOrder(Reason reason, @Nullable String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
