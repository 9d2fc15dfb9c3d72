package io.patchfleet.examples;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the jar begins. */
public final class Main {

    private Main() {}

    /**
     * Runs a program and ends the process with its exit code.
     *
     * @param arguments the program's name and its options
     */
    public static void main(String[] arguments) {
        AtomicInteger code = new AtomicInteger(ExitCode.FAILED);
        Shell shell = Shell.ofProcess();
        Thread atStop = new Thread(stopping(Thread.currentThread(), shell.farewell(), code), "stop");
        Runtime.getRuntime().addShutdownHook(atStop);
        code.set(Programs.run(shell, arguments));
        if (isStillOurs(atStop)) {
            System.exit(code.get());
        }
    }

    /** Ctrl-C or SIGTERM: the program is interrupted, closes what it opened, and its exit code stands. */
    private static Runnable stopping(Thread program, Farewell farewell, AtomicInteger code) {
        return () -> {
            program.interrupt();
            try {
                // Only after the interruption does a program know that it takes longer.
                program.join(Farewell.USUAL.toMillis());
                Duration more = farewell.most().minus(Farewell.USUAL);
                if (more.compareTo(Duration.ZERO) > 0) {
                    program.join(more.toMillis());
                }
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
