package io.patchfleet.simulator.internal.world;

/** Where a command stands on one node: the service's status, and its details, which say more. */
public enum InvocationStatus {
    PENDING("Pending", "Pending", false),
    IN_PROGRESS("InProgress", "InProgress", false),
    DELAYED("Delayed", "Delayed", false),
    SUCCESS("Success", "Success", true),
    FAILED("Failed", "Failed", true),
    DELIVERY_TIMED_OUT("TimedOut", "DeliveryTimedOut", true),
    EXECUTION_TIMED_OUT("TimedOut", "ExecutionTimedOut", true),
    CANCELLING("Cancelling", "Cancelling", false),
    CANCELLED("Cancelled", "Cancelled", true),
    // The documents name Undeliverable and Terminated as details only; which status goes with them is not documented.
    UNDELIVERABLE("Failed", "Undeliverable", true),
    TERMINATED("Cancelled", "Terminated", true);

    private final String status;
    private final String details;
    private final boolean terminal;

    InvocationStatus(String status, String details, boolean terminal) {
        this.status = status;
        this.details = details;
        this.terminal = terminal;
    }

    public String status() {
        return status;
    }

    public String details() {
        return details;
    }

    public boolean terminal() {
        return terminal;
    }
}
