package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.model.Node;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** How things are called. */
public final class Words {

    /** What nobody reported. */
    public static final String NOT_KNOWN = "Not known";

    private Words() {}

    public static String capitalised(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ENGLISH) + words.substring(1);
    }

    /** With a thin space between thousands from 10,000 on: {@code 9999}, {@code 10 000}. */
    public static String number(long number) {
        if (Math.abs(number) < 10_000) {
            return Long.toString(number);
        }
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u2009');
    }

    /** A number with its noun: {@code 1 node}, {@code 2 nodes}. */
    public static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** In hours under two days, in whole days then; {@code 41 d}. */
    public static String age(Duration age) {
        if (age.compareTo(Duration.ofHours(1)) < 0) {
            return "< 1 h";
        }
        return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
    }

    /** A span that somebody chose: {@code 7 days}, {@code 36 hours}, {@code 90 minutes}. */
    public static String span(Duration span) {
        if (span.toMinutesPart() > 0 || span.toSecondsPart() > 0) {
            return count(span.toMinutes(), "minute");
        }
        return span.toHoursPart() > 0 ? count(span.toHours(), "hour") : count(span.toDays(), "day");
    }

    /** What a node runs, in the agent's words where it said so. */
    public static String platform(Node node) {
        return node.platform()
                .or(() -> node.operatingSystem().map(Words::system))
                .orElse(NOT_KNOWN);
    }

    /** What a node runs, without the version: what Patch Manager makes a difference between. */
    public static String system(Node node) {
        return node.operatingSystem().map(Words::system).or(node::platform).orElse(NOT_KNOWN);
    }

    /** The product's name. */
    public static String system(OperatingSystem system) {
        return switch (system) {
            case WINDOWS -> "Windows Server";
            case AMAZON_LINUX -> "Amazon Linux 1";
            case AMAZON_LINUX_2 -> "Amazon Linux 2";
            case AMAZON_LINUX_2022 -> "Amazon Linux 2022";
            case AMAZON_LINUX_2023 -> "Amazon Linux 2023";
            case UBUNTU -> "Ubuntu Server";
            case REDHAT_ENTERPRISE_LINUX -> "Red Hat Enterprise Linux";
            case SUSE -> "SUSE Linux Enterprise Server";
            case CENTOS -> "CentOS";
            case ORACLE_LINUX -> "Oracle Linux";
            case DEBIAN -> "Debian Server";
            case MACOS -> "macOS";
            case RASPBIAN -> "Raspberry Pi OS";
            case ROCKY_LINUX -> "Rocky Linux";
            case ALMA_LINUX -> "AlmaLinux";
        };
    }

    public static String fact(NodeCompliance.Fact fact) {
        return switch (fact) {
            case AGENT_LOST -> "agent does not answer";
            case FOREIGN_BASELINE -> "judged by another baseline than its own";
            case LAST_LOOK_WAS_INSTALL -> "last look was an install";
            case OVERRIDE_LIST -> "last look was an install with an override list";
            case AGENT_OUTDATED -> "agent outdated";
            case REBOOT_PENDING -> "reboot pending";
        };
    }

    public static String severity(Severity severity) {
        return severity == Severity.UNSPECIFIED ? "not given" : capitalised(lower(severity));
    }

    public static String patchState(PatchStatus.State state) {
        return switch (state) {
            case FAILED -> "failed";
            case MISSING -> "missing";
            case INSTALLED_REJECTED -> "installed although rejected";
            case INSTALLED_PENDING_REBOOT -> "waits for a reboot";
            case AVAILABLE_SECURITY_UPDATE -> "available, not approved";
            case UNKNOWN -> "in a state that is not known";
            case INSTALLED -> "installed";
            case INSTALLED_OTHER -> "installed outside the baseline";
            case NOT_APPLICABLE -> "not applicable";
        };
    }

    /** What a tag says; empty if the node does not carry it, and words where nobody could read its tags. */
    public static String tagValue(Node node, Optional<String> value) {
        return node.tagsKnown() ? value.orElse("") : "Not readable";
    }

    /** A constant's name in lower case, with hyphens: its name in machines' formats. */
    public static String machine(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
