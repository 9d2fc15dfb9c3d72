package io.patchfleet.model;

import java.io.Serial;
import java.util.List;

/** What was asked is understood and not allowed now; nothing was done. */
public final class RefusedException extends PatchFleetException {

    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final transient List<String> details;

    /**
     * With reason and details as its message.
     *
     * @param reason why
     * @param details what exactly, made fit to print
     */
    public RefusedException(Reason reason, List<String> details) {
        super(reason.words + (details.isEmpty() ? "" : ":\n" + String.join("\n", details)), null);
        this.reason = reason;
        this.details = List.copyOf(details);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** What exactly. */
    public List<String> details() {
        return details;
    }

    /** Why something is not allowed now. */
    public enum Reason {
        /** The fleet is not any more as the plan saw it; plan again. */
        PLAN_OUTDATED("the fleet has changed since this plan was made; plan again, and have it reviewed");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** In words. */
        @Override
        public String toString() {
            return words;
        }
    }
}
