package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a node's software by a baseline at an instant, as the patching document does on the node: a pure function of
 * what is installed, what there is, what is approved, and when the node was last booted.
 */
final class Evaluation {

    private final Installation installed;
    private final PatchBaseline baseline;
    private final PatchRun run;
    private final Instant booted;
    private final Instant now;
    private final List<PatchRow> rows = new ArrayList<>();

    private Evaluation(Installation installed, PatchBaseline baseline, PatchRun run, Instant booted) {
        this.installed = installed;
        this.baseline = baseline;
        this.run = run;
        this.booted = booted;
        this.now = run.approvedAsOf();
    }

    static List<PatchRow> of(Installation installed, PatchBaseline baseline, PatchRun run, Instant booted) {
        Evaluation evaluation = new Evaluation(installed, baseline, run, booted);
        for (int index = 0; index < installed.product().software().size(); index++) {
            evaluation.judge(index);
        }
        return List.copyOf(evaluation.rows);
    }

    /** The newest release that the baseline approves at that instant, or the level of what is absent. */
    static int newestApproved(Product product, Software software, PatchBaseline baseline, Instant now) {
        for (int level = software.newest(); level >= 0; level--) {
            if (baseline.approval(product, software.releases().get(level), now).isPresent()) {
                return level;
            }
        }
        return Software.ABSENT;
    }

    private void judge(int index) {
        Software software = installed.product().software().get(index);
        int level = installed.level(index);
        int approved = newestApproved(installed.product(), software, baseline, now);
        if (level == Software.ABSENT) {
            if (approved != Software.ABSENT) {
                add(software.releases().get(approved), PatchState.NOT_APPLICABLE, null);
            }
            return;
        }
        if (approved > level) {
            judgeLacking(software, approved);
            if (windows()) {
                // A Windows update that is installed stays in the list beside its missing successor.
                judgeInstalled(index, software.releases().get(level));
            }
        } else {
            judgeInstalled(index, software.releases().get(level));
        }
        if (windows()) {
            judgeUnapproved(software, Math.max(level, approved));
        }
    }

    private void judgeLacking(Software software, int approved) {
        if (run.operation() == PatchOperation.SCAN) {
            add(software.releases().get(approved), PatchState.MISSING, null);
        } else if (run.failed().contains(software)) {
            add(software.releases().get(approved), PatchState.FAILED, null);
        }
        // An Install says nothing of what it left out.
    }

    private void judgeInstalled(int index, Release release) {
        if (windows() && release.original()) {
            // What an image came with is no update.
            return;
        }
        Instant since = installed.since(index);
        if (baseline.rejects(release)) {
            add(
                    release,
                    baseline.content().blocksRejected() ? PatchState.INSTALLED_REJECTED : PatchState.INSTALLED_OTHER,
                    since);
        } else if (baseline.approval(installed.product(), release, now).isEmpty()) {
            add(release, PatchState.INSTALLED_OTHER, since);
        } else {
            boolean pending = since.isAfter(booted);
            add(release, pending ? PatchState.INSTALLED_PENDING_REBOOT : PatchState.INSTALLED, since);
        }
    }

    private void judgeUnapproved(Software software, int level) {
        for (int newer = software.newest(); newer > level; newer--) {
            Release release = software.releases().get(newer);
            if (release.security() && !release.released().isAfter(now) && !baseline.rejects(release)) {
                add(release, PatchState.AVAILABLE_SECURITY_UPDATE, null);
                return;
            }
        }
    }

    private boolean windows() {
        return installed.product().operatingSystem().isWindows();
    }

    private void add(Release release, PatchState state, @Nullable Instant since) {
        Optional<ComplianceLevel> level = baseline.approval(installed.product(), release, now);
        boolean compliant = state == PatchState.AVAILABLE_SECURITY_UPDATE
                ? baseline.content().availableSecurityUpdatesComply()
                : !state.alwaysNonCompliant();
        rows.add(new PatchRow(release, state, level.orElse(ComplianceLevel.UNSPECIFIED), since, compliant));
    }
}
