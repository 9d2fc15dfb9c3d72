package io.patchfleet.reporting.internal.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** What made a report. */
public final class Generator {

    /** Such as {@code 1.4.0}. */
    public static final String VERSION = read();

    private Generator() {}

    private static String read() {
        try (InputStream in = Objects.requireNonNull(Generator.class.getResourceAsStream("generator.properties"))) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException("The module's own resource could not be read", e);
        }
    }
}
