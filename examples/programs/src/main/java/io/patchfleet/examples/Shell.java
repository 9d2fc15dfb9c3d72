package io.patchfleet.examples;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a program sees of the process that it runs in.
 *
 * @param in what is answered to questions
 * @param out results, and nothing else
 * @param err questions, progress and what went wrong
 * @param terminal whether a person looks on
 * @param environment the variables
 * @param farewell how long it may take to end
 */
record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Map<String, String> environment,
        Farewell farewell) {

    Shell(InputStream in, PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {
        this(in, out, err, terminal, environment, new Farewell());
    }

    static Shell ofProcess() {
        return new Shell(System.in, System.out, System.err, isTerminal(System.console()), System.getenv());
    }

    /** Says something to the person, apart from the results. */
    void say(String line) {
        err.println(SafeText.line(line));
    }

    /** Asks something that is done only after a clear yes. */
    boolean confirms(String question) {
        err.print(SafeText.line(question) + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException("the answer could not be read", e);
        }
    }

    /** From JDK 22 on there may be a console where there is no terminal, and a method that tells them apart. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderThan22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the console does not say whether it is a terminal", e);
        }
    }
}
