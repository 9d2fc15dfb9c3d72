package io.patchfleet.simulator.internal.service;

import java.io.Serial;

/** What AWS answers instead of doing what was asked. */
public final class AwsRefusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final int status;

    /**
     * @param code AWS's error code, such as {@code ValidationException}
     * @param message AWS's words
     */
    public AwsRefusal(String code, String message) {
        this(code, message, 400);
    }

    public AwsRefusal(String code, String message, int status) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }
}
