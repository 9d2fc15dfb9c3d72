package io.patchfleet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** How a developer uses the SDK without a library: some threads for each Region, one of the SDK's retry modes. */
record PlainSdk(int threadsForEachRegion, RetryMode retries) {

    /** Not one after the other even then: a thread for each Region. */
    static final List<PlainSdk> WAYS = List.of(
            new PlainSdk(1, RetryMode.STANDARD),
            new PlainSdk(10, RetryMode.LEGACY),
            new PlainSdk(10, RetryMode.STANDARD),
            new PlainSdk(10, RetryMode.ADAPTIVE_V2));

    String name() {
        String threads = threadsForEachRegion == 1 ? "a thread" : threadsForEachRegion + " threads";
        return "plain SDK, " + threads + " a Region, " + words(retries) + " retries";
    }

    private static String words(RetryMode mode) {
        return mode == RetryMode.LEGACY ? "legacy" : mode == RetryMode.STANDARD ? "standard" : "adaptive";
    }

    /** What is done in one Region. */
    interface Work {
        void in(Here here) throws InterruptedException, ExecutionException;
    }

    /** Does it in all Regions at the same time; what fails there is counted. */
    Failures everywhere(RemoteAws aws, Work work) throws InterruptedException, ExecutionException {
        Failures failures = new Failures();
        ExecutorService regions = Executors.newFixedThreadPool(RemoteAws.REGIONS.size());
        try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
            List<Future<?>> all = new ArrayList<>();
            for (String region : RemoteAws.REGIONS) {
                all.add(regions.submit(() -> {
                    try (Here here = new Here(this, aws, http, region, failures)) {
                        work.in(here);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            regions.shutdownNow();
        }
        return failures;
    }

    /** One Region, its threads and the way to its clients. */
    static final class Here implements AutoCloseable {

        private final PlainSdk way;
        private final RemoteAws aws;
        private final SdkHttpClient http;
        private final String region;
        private final Failures failures;
        private final ExecutorService threads;

        private Here(PlainSdk way, RemoteAws aws, SdkHttpClient http, String region, Failures failures) {
            this.way = way;
            this.aws = aws;
            this.http = http;
            this.region = region;
            this.failures = failures;
            this.threads = Executors.newFixedThreadPool(way.threadsForEachRegion);
        }

        <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, C>, C> C client(B builder) {
            return builder.endpointOverride(aws.endpoint())
                    .credentialsProvider(aws.credentials())
                    .region(Region.of(region))
                    .httpClient(http)
                    .overrideConfiguration(c -> c.retryStrategy(way.retries))
                    .build();
        }

        /** Does these, as many at a time as there are threads. */
        void all(List<Runnable> parts) throws InterruptedException, ExecutionException {
            List<Callable<Object>> tasks = parts.stream()
                    .map(part -> Executors.callable(() -> orFail(part)))
                    .toList();
            for (Future<Object> task : threads.invokeAll(tasks)) {
                task.get();
            }
        }

        void orFail(Runnable part) {
            try {
                part.run();
            } catch (SdkException e) {
                failures.add(e);
            }
        }

        @Override
        public void close() {
            threads.shutdownNow();
        }
    }

    /** What the SDK gave up. */
    static final class Failures {

        private final Map<String, Integer> counts = new TreeMap<>();

        private synchronized void add(SdkException e) {
            counts.merge(e.getClass().getSimpleName(), 1, Integer::sum);
        }

        /** Empty if nothing failed. */
        @Override
        public synchronized String toString() {
            return String.join(
                    ", ",
                    counts.entrySet().stream()
                            .map(entry -> Words.whole(entry.getValue()) + " `" + entry.getKey() + "`")
                            .toList());
        }
    }
}
