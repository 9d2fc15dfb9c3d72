package io.patchfleet.reporting.internal.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.model.Node;
import io.patchfleet.reporting.internal.view.Accounts;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Words;
import io.patchfleet.reporting.report.ComplianceReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A row for each node, as RFC 4180 has it: UTF-8, a line of names first, lines end with CR and LF. */
final class CsvTable {

    private static final List<NumberColumn> NUMBERS = List.of(
            new NumberColumn("installed", Counts::installed),
            new NumberColumn("installed_other", Counts::installedOther),
            new NumberColumn("pending_reboot", Counts::pendingReboot),
            new NumberColumn("rejected", Counts::rejected),
            new NumberColumn("missing", Counts::missing),
            new NumberColumn("failed", Counts::failed),
            new NumberColumn("available_security_updates", Counts::availableSecurityUpdates),
            new NumberColumn("critical_non_compliant", Counts::criticalNonCompliant),
            new NumberColumn("security_non_compliant", Counts::securityNonCompliant),
            new NumberColumn("other_non_compliant", Counts::otherNonCompliant));

    private final ComplianceReport report;
    private final Accounts accounts;
    private final UnaryOperator<String> guard;

    /**
     * @param report what to write
     * @param guard makes strangers' text harmless; our own numbers and dates need none
     */
    CsvTable(ComplianceReport report, UnaryOperator<String> guard) {
        this.report = report;
        this.accounts = new Accounts(report.compliance());
        this.guard = guard;
    }

    void write(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        try {
            // Not closed, because closing it would close the caller's stream.
            CsvWriter csv =
                    CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
            csv.writeRecord(names());
            for (Iterator<NodeCompliance> nodes = report.compliance().nodes().iterator(); nodes.hasNext(); ) {
                csv.writeRecord(row(nodes.next()));
            }
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "account",
                "account_name",
                "region",
                "node",
                "name",
                "state",
                "reason",
                "facts",
                "environment",
                "patch_group",
                "operating_system",
                "platform",
                "zone"));
        NUMBERS.forEach(number -> names.add(number.name));
        names.addAll(List.of("last_scan", "last_install", "reboot_pending_since", "baseline"));
        report.groupedBy().forEach(tag -> names.add(guard.apply("tag:" + tag)));
        return names;
    }

    private List<String> row(NodeCompliance compliance) {
        Node node = compliance.node();
        List<String> row = new ArrayList<>();
        row.add(node.id().scope().account());
        row.add(guard.apply(accounts.name(node.id().scope().account()).orElse("")));
        row.add(node.id().scope().region());
        row.add(node.id().id());
        row.add(text(node.name()));
        row.add(ShownState.of(compliance.state()).key());
        row.add(text(compliance.reason()));
        row.add(compliance.facts().stream().map(Words::machine).collect(Collectors.joining(" ")));
        row.add(text(node.environment()));
        row.add(text(node.patchGroup()));
        row.add(node.operatingSystem().map(Enum::name).orElse(""));
        row.add(text(node.platform()));
        row.add(text(node.zone()));
        NUMBERS.forEach(number -> row.add(compliance
                .counts()
                .map(counts -> Integer.toString(number.of.applyAsInt(counts)))
                .orElse("")));
        row.add(instant(compliance.lastScan()));
        row.add(instant(compliance.lastInstall()));
        row.add(instant(compliance.rebootPendingSince()));
        row.add(text(compliance.baseline()));
        report.groupedBy().forEach(tag -> row.add(guard.apply(node.tags().getOrDefault(tag, ""))));
        return row;
    }

    private String text(Optional<String> value) {
        return guard.apply(value.orElse(""));
    }

    private static String instant(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse("");
    }

    private record NumberColumn(String name, ToIntFunction<Counts> of) {}
}
