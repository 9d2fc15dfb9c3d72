package io.patchfleet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstancePatchState;

/**
 * What a developer would write to read compliance: the SDK's paginators, batches of fifty, then the patches node by
 * node.
 *
 * @param details whether the patches of non-compliant nodes are read as well
 */
record PlainSdkReading(PlainSdk way, boolean details) implements Contender {

    private static final int BATCH = 50;

    @Override
    public String name() {
        return way.name();
    }

    @Override
    public Outcome work(RemoteAws aws) throws InterruptedException, ExecutionException {
        Job job = new Job();
        PlainSdk.Failures failures = way.everywhere(aws, here -> readRegion(here, job));
        return new Outcome(Words.nodes(details ? job.detailed.get() : job.nodes.get()), failures.toString());
    }

    private void readRegion(PlainSdk.Here here, Job job) throws InterruptedException, ExecutionException {
        try (SsmClient ssm = here.client(SsmClient.builder());
                Ec2Client ec2 = here.client(Ec2Client.builder())) {
            here.orFail(() -> ec2.describeInstancesPaginator(r -> r.maxResults(1000)).stream()
                    .forEach(page -> {}));
            List<String> ids = new ArrayList<>();
            here.orFail(() ->
                    ssm
                            .describeInstanceInformationPaginator(r -> r.maxResults(BATCH))
                            .instanceInformationList()
                            .stream()
                            .map(InstanceInformation::instanceId)
                            .forEach(ids::add));
            List<String> bad = new ArrayList<>();
            List<Runnable> counts = new ArrayList<>();
            for (int from = 0; from < ids.size(); from += BATCH) {
                List<String> batch = ids.subList(from, Math.min(from + BATCH, ids.size()));
                counts.add(() -> readCounts(ssm, batch, job, bad));
            }
            here.all(counts);
            if (details) {
                List<Runnable> patches = new ArrayList<>();
                bad.forEach(id -> patches.add(() -> readPatches(ssm, id, job)));
                here.all(patches);
            }
        }
    }

    private static void readCounts(SsmClient ssm, List<String> batch, Job job, List<String> bad) {
        for (InstancePatchState state :
                ssm.describeInstancePatchStates(r -> r.instanceIds(batch)).instancePatchStates()) {
            job.nodes.incrementAndGet();
            if (state.missingCount() > 0 || state.failedCount() > 0) {
                synchronized (bad) {
                    bad.add(state.instanceId());
                }
            }
        }
    }

    private static void readPatches(SsmClient ssm, String id, Job job) {
        ssm.describeInstancePatchesPaginator(r -> r.instanceId(id).maxResults(100)).stream()
                .forEach(page -> {});
        job.detailed.incrementAndGet();
    }

    /** What the job has come to so far. */
    private static final class Job {
        private final AtomicInteger nodes = new AtomicInteger();
        private final AtomicInteger detailed = new AtomicInteger();
    }
}
