package io.patchfleet.spi;

import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** An account and the way into it. Its credentials are never printed. */
public final class Account {

    private final String id;
    private final Optional<String> name;
    private final AwsCredentialsProvider credentials;

    private Account(String id, Optional<String> name, AwsCredentialsProvider credentials) {
        this.id = id;
        this.name = name;
        this.credentials = credentials;
    }

    /**
     * An account.
     *
     * @param id its twelve digits
     * @param credentials by which it is read; stay the giver's to close
     * @return the account
     */
    public static Account of(String id, AwsCredentialsProvider credentials) {
        return new Account(id, Optional.empty(), credentials);
    }

    /**
     * The same under its name, for people who read reports.
     *
     * @param name what its owner calls it
     * @return the named account
     */
    public Account named(String name) {
        return new Account(id, Optional.of(name), credentials);
    }

    /** Its twelve digits. */
    public String id() {
        return id;
    }

    /** What its owner calls it, if anybody said so. */
    public Optional<String> name() {
        return name;
    }

    /** By which it is read. */
    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** Its id and name, nothing of its credentials. */
    @Override
    public String toString() {
        return name.map(n -> id + " (" + n + ")").orElse(id);
    }
}
