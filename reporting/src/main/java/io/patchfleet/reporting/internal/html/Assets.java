package io.patchfleet.reporting.internal.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** What every page carries inside, and the policy that lets a browser take nothing else. */
final class Assets {

    static final String STYLE = read("report.css");
    static final String SCRIPT = read("report.js");
    static final String DRAWINGS = read("drawings.svg");

    /** Allows this style and this script by what they contain, and no picture, font, frame, form or connection. */
    static final String POLICY = "default-src 'none'; style-src '" + hash(STYLE) + "'; script-src '" + hash(SCRIPT)
            + "'; base-uri 'none'; form-action 'none'";

    private Assets() {}

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The module's own resource could not be read: " + name, e);
        }
    }

    private static String hash(String content) {
        byte[] digest = sha256().digest(content.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
