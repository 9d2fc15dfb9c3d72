package io.patchfleet.simulator.internal.service;

import java.io.Serial;

/** What AWS answers instead of doing what was asked. */
public final class AwsRefusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String code;
    private final String words;
    private final int status;

    /**
     * A refusal with HTTP status 400.
     *
     * @param code AWS's error code, such as {@code ValidationException}
     * @param message AWS's words
     */
    public AwsRefusal(String code, String message) {
        this(code, message, 400);
    }

    public AwsRefusal(String code, String message, int status) {
        super(message, null, false, false);
        this.code = code;
        this.words = message;
        this.status = status;
    }

    public String code() {
        return code;
    }

    /** AWS's words. */
    public String words() {
        return words;
    }

    public int status() {
        return status;
    }
}
