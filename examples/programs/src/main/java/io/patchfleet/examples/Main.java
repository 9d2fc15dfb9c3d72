package io.patchfleet.examples;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the jar begins. */
public final class Main {

    private static final long LONGEST_END_MILLIS = TimeUnit.SECONDS.toMillis(15);

    private Main() {}

    /**
     * Runs a program and ends the process with its exit code.
     *
     * @param arguments the program's name and its options
     */
    public static void main(String[] arguments) {
        AtomicInteger code = new AtomicInteger(ExitCode.FAILED);
        Thread atStop = new Thread(stopping(Thread.currentThread(), code), "stop");
        Runtime.getRuntime().addShutdownHook(atStop);
        code.set(Programs.run(Shell.ofProcess(), arguments));
        if (isStillOurs(atStop)) {
            System.exit(code.get());
        }
    }

    /** Ctrl-C or SIGTERM: the program is interrupted, closes what it opened, and its exit code stands. */
    private static Runnable stopping(Thread program, AtomicInteger code) {
        return () -> {
            program.interrupt();
            try {
                program.join(LONGEST_END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(code.get());
        };
    }

    /** Whether this thread ends the process, or somebody else has begun to. */
    private static boolean isStillOurs(Thread atStop) {
        try {
            return Runtime.getRuntime().removeShutdownHook(atStop);
        } catch (IllegalStateException shuttingDown) {
            return false;
        }
    }
}
