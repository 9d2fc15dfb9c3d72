package io.patchfleet.benchmarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What is asked for on the command line. */
record Options(Job job, Setting setting, boolean patchFleetAlone, boolean liveHeap) {

    static final String USAGE = """
            FleetBenchmark collect|details|plan|install [options]
              --nodes N         how many, in 5 Regions together; a multiple of 25. Default: 1000
              --rate R          calls a second of each operation in each account and Region. Default: 10
              --latency MILLIS  how long each answer takes. Default: 70
              --speed X         seconds of the simulated AWS in one of ours. Default: 20 for install, else 1
              --contenders WHO  all, or patchfleet alone. Default: all
              --heap HOW        collected: what the collector leaves by itself; live: it is asked again and again, so
                                that the heap is right and the times are not. Default: collected""";

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("--nodes", "--rate", "--latency", "--speed", "--contenders", "--heap"));
    private static final Set<String> CONTENDERS = new TreeSet<>(Set.of("all", "patchfleet"));
    private static final Set<String> HEAPS = new TreeSet<>(Set.of("collected", "live"));

    static Options parse(String... args) {
        if (args.length % 2 == 0) {
            throw new IllegalArgumentException("a job, then options with one value each");
        }
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            oneOf(NAMES, "option", args[i]);
            given.put(args[i], args[i + 1]);
        }
        Job job = job(args[0]);
        int nodes = number(given, "--nodes", 1000);
        if (nodes % 25 != 0) {
            throw new IllegalArgumentException("--nodes is " + nodes + "; allowed are multiples of 25");
        }
        Setting setting = new Setting(
                nodes,
                number(given, "--rate", 10),
                Duration.ofMillis(number(given, "--latency", 70)),
                number(given, "--speed", job.speed()));
        String who = oneOf(CONTENDERS, "--contenders", given.getOrDefault("--contenders", "all"));
        String heap = oneOf(HEAPS, "--heap", given.getOrDefault("--heap", "collected"));
        return new Options(job, setting, who.equals("patchfleet"), heap.equals("live"));
    }

    private static Job job(String word) {
        return List.of(Job.values()).stream()
                .filter(job -> job.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no job " + word));
    }

    private static String oneOf(Set<String> allowed, String what, String value) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(what + " is " + value + "; allowed is one of " + allowed);
        }
        return value;
    }

    private static int number(Map<String, String> given, String option, int otherwise) {
        String value = given.getOrDefault(option, String.valueOf(otherwise));
        if (!value.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException(option + " is " + value + "; allowed is a positive whole number");
        }
        return Integer.parseInt(value);
    }

    List<Contender> contenders() {
        return job.contenders().stream()
                .filter(contender -> !patchFleetAlone || contender.name().startsWith("PatchFleet"))
                .toList();
    }
}
