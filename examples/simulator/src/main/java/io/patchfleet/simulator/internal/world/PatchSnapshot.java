package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Systems Manager keeps of the last run on a node: judged by the baseline and the patch group of that moment, and
 * not judged again when either changes. Worked out when first asked for, from values that no longer change.
 */
public final class PatchSnapshot {

    private final Installation installed;
    private final PatchBaseline baseline;
    private final String patchGroup;
    private final PatchRun run;
    private final Instant booted;
    private @Nullable List<PatchRow> rows;
    private final Map<PatchState, Integer> counts = new EnumMap<>(PatchState.class);

    PatchSnapshot(Node node, PatchBaseline baseline, PatchRun run) {
        this.installed = node.installation().copy();
        this.baseline = baseline;
        this.patchGroup = node.patchGroup();
        this.run = run;
        this.booted = node.booted();
    }

    public PatchBaseline baseline() {
        return baseline;
    }

    /** The node's patch group at that moment; empty without one. */
    public String patchGroup() {
        return patchGroup;
    }

    public PatchRun run() {
        return run;
    }

    public OperatingSystem operatingSystem() {
        return installed.product().operatingSystem();
    }

    /** Every patch that the run saw, those that are not applicable among them. */
    public List<PatchRow> rows() {
        if (rows == null) {
            rows = Evaluation.of(installed, baseline, run, booted);
            rows.forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        }
        return rows;
    }

    /** The rows that Systems Manager lists: on Linux, what is not applicable is only counted. */
    public List<PatchRow> listed() {
        return operatingSystem().isWindows()
                ? rows()
                : rows().stream()
                        .filter(row -> row.state() != PatchState.NOT_APPLICABLE)
                        .toList();
    }

    public int count(PatchState state) {
        rows();
        return counts.getOrDefault(state, 0);
    }

    /** Non-compliant patches that the baseline's rule calls critical. */
    public int criticalNonCompliant() {
        return (int) rows().stream().filter(PatchSnapshot::critical).count();
    }

    /** Non-compliant patches that the vendor calls security updates; some of them may be critical as well. */
    public int securityNonCompliant() {
        return (int) rows().stream().filter(PatchSnapshot::security).count();
    }

    /** Non-compliant patches that are neither. */
    public int otherNonCompliant() {
        return (int) rows().stream()
                .filter(row -> !row.compliant() && !critical(row) && !security(row))
                .count();
    }

    /** Whether nothing is missing, failed, rejected or waiting, as of that run. */
    public boolean compliant() {
        return rows().stream().allMatch(PatchRow::compliant);
    }

    private static boolean critical(PatchRow row) {
        return !row.compliant()
                && row.level() == ComplianceLevel.CRITICAL
                && row.state() != PatchState.AVAILABLE_SECURITY_UPDATE;
    }

    private static boolean security(PatchRow row) {
        return !row.compliant() && row.release().security();
    }
}
