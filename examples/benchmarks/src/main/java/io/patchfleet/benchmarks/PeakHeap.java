package io.patchfleet.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The most that was left of the heap by any garbage collection: what is in use, and what one collection of the young
 * generation does not find to be garbage. It is never too low but for what lives between two collections only; under a
 * small {@code -Xmx} there are many.
 */
final class PeakHeap implements AutoCloseable {

    private static final double MEBIBYTE = 1024.0 * 1024;

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final AtomicLong peak = new AtomicLong();
    private final NotificationListener listener = this::heard;
    private final List<NotificationEmitter> collectors = new ArrayList<>();

    private PeakHeap() {}

    /** Begins to listen, with as little garbage as can be had. */
    static PeakHeap listen() {
        System.gc();
        PeakHeap heap = new PeakHeap();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            NotificationEmitter emitter = (NotificationEmitter) collector;
            emitter.addNotificationListener(heap.listener, null, null);
            heap.collectors.add(emitter);
        }
        return heap;
    }

    private void heard(Notification notification, Object nothing) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getMemoryUsageAfterGc();
            long left = after.entrySet().stream()
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
        for (NotificationEmitter collector : collectors) {
            collector.removeNotificationListener(listener);
        }
    }
}
