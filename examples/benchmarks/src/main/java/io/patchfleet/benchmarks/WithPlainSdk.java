package io.patchfleet.benchmarks;

import io.patchfleet.simulator.SimulatedAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstancePatchState;

/** What a developer would write: the SDK's paginators, some threads for each Region, one of its retry modes. */
final class WithPlainSdk implements Contender {

    private static final int BATCH = 50;

    private final int threadsForEachRegion;
    private final RetryMode retries;

    WithPlainSdk(int threadsForEachRegion, RetryMode retries) {
        this.threadsForEachRegion = threadsForEachRegion;
        this.retries = retries;
    }

    @Override
    public String name() {
        String threads = threadsForEachRegion == 1 ? "1 thread" : threadsForEachRegion + " threads";
        return "plain SDK, " + threads + " a Region, " + retries;
    }

    @Override
    public Reading read(SimulatedAws aws, boolean details) throws InterruptedException, ExecutionException {
        Job job = new Job();
        ExecutorService regions = Executors.newFixedThreadPool(aws.regions().size());
        try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
            List<Future<?>> all = new ArrayList<>();
            for (String region : aws.regions()) {
                all.add(regions.submit(() -> {
                    readRegion(aws, http, region, details, job);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            regions.shutdownNow();
        }
        return new Reading(job.nodes.get(), job.detailed.get(), job.failures());
    }

    private void readRegion(SimulatedAws aws, SdkHttpClient http, String region, boolean details, Job job)
            throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(threadsForEachRegion);
        try (SsmClient ssm = client(SsmClient.builder(), aws, http, region).build();
                Ec2Client ec2 = client(Ec2Client.builder(), aws, http, region).build()) {
            job.orFail(() -> ec2.describeInstancesPaginator(r -> r.maxResults(1000)).stream()
                    .forEach(page -> {}));
            List<String> ids = new ArrayList<>();
            job.orFail(() ->
                    ssm
                            .describeInstanceInformationPaginator(r -> r.maxResults(BATCH))
                            .instanceInformationList()
                            .stream()
                            .map(InstanceInformation::instanceId)
                            .forEach(ids::add));
            List<String> bad = new ArrayList<>();
            List<Callable<Object>> counts = new ArrayList<>();
            for (int from = 0; from < ids.size(); from += BATCH) {
                List<String> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
                counts.add(Executors.callable(() -> job.orFail(() -> {
                    for (InstancePatchState state : ssm.describeInstancePatchStates(r -> r.instanceIds(batch))
                            .instancePatchStates()) {
                        job.nodes.incrementAndGet();
                        if (state.missingCount() > 0 || state.failedCount() > 0) {
                            synchronized (bad) {
                                bad.add(state.instanceId());
                            }
                        }
                    }
                })));
            }
            all(threads, counts);
            if (details) {
                List<Callable<Object>> rows = new ArrayList<>();
                bad.forEach(id -> rows.add(Executors.callable(() -> job.orFail(() -> {
                    ssm.describeInstancePatchesPaginator(r -> r.instanceId(id).maxResults(100)).stream()
                            .forEach(page -> {});
                    job.detailed.incrementAndGet();
                }))));
                all(threads, rows);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void all(ExecutorService threads, List<Callable<Object>> tasks)
            throws InterruptedException, ExecutionException {
        for (Future<Object> task : threads.invokeAll(tasks)) {
            task.get();
        }
    }

    private <
                    B extends
                            AwsSyncClientBuilder<B, ?>
                                    & software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, ?>>
            B client(B builder, SimulatedAws aws, SdkHttpClient http, String region) {
        return builder.endpointOverride(aws.endpoint())
                .credentialsProvider(aws.credentials())
                .region(Region.of(region))
                .httpClient(http)
                .overrideConfiguration(c -> c.retryStrategy(retries));
    }

    /** What the job has come to so far. */
    private static final class Job {

        private final AtomicInteger nodes = new AtomicInteger();
        private final AtomicInteger detailed = new AtomicInteger();
        private final Map<String, Integer> failures = new TreeMap<>();

        void orFail(Runnable part) {
            try {
                part.run();
            } catch (SdkException e) {
                synchronized (failures) {
                    failures.merge(e.getClass().getSimpleName(), 1, Integer::sum);
                }
            }
        }

        String failures() {
            return failures.isEmpty() ? "" : failures.toString();
        }
    }
}
