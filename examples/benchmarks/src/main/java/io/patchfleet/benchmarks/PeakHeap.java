package io.patchfleet.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most that was left of the heap by any garbage collection. One of the young generation leaves garbage in the old
 * one, which grows with {@code -Xmx}; only one that is asked for leaves what is live.
 */
final class PeakHeap implements AutoCloseable {

    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final String ASKED_FOR = "System.gc()";
    private static final long BETWEEN_COLLECTIONS_MILLIS = 50;

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final AtomicLong peak = new AtomicLong();
    private final NotificationListener listener = this::heard;
    private final List<NotificationEmitter> collectors = new ArrayList<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    private final boolean live;

    private PeakHeap(boolean live) {
        this.live = live;
    }

    /**
     * Begins to listen, with as little garbage as can be had.
     *
     * @param live whether to collect again and again, whatever that does to the times, and to count nothing else
     */
    static PeakHeap listen(boolean live) {
        System.gc();
        PeakHeap heap = new PeakHeap(live);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            NotificationEmitter emitter = (NotificationEmitter) collector;
            emitter.addNotificationListener(heap.listener, null, null);
            heap.collectors.add(emitter);
        }
        if (live) {
            heap.asking.scheduleWithFixedDelay(System::gc, 0, BETWEEN_COLLECTIONS_MILLIS, TimeUnit.MILLISECONDS);
        }
        return heap;
    }

    private void heard(Notification notification, Object nothing) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        if (!live || collection.getGcCause().equals(ASKED_FOR)) {
            long left = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            peak.accumulateAndGet(left, Math::max);
        }
    }

    /** Collects once more while the answer is still there, and says what the most was. */
    double mebibytesBeside(Object answer) {
        try {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            return Math.max(peak.get(), now) / MEBIBYTE;
        } finally {
            Reference.reachabilityFence(answer);
        }
    }

    static double allowedMebibytes() {
        return Runtime.getRuntime().maxMemory() / MEBIBYTE;
    }

    @Override
    public void close() throws ListenerNotFoundException {
        asking.shutdownNow();
        for (NotificationEmitter collector : collectors) {
            collector.removeNotificationListener(listener);
        }
    }
}
