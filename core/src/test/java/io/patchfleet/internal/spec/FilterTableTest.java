package io.patchfleet.internal.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.internal.spec.FilterTable.Certainty;
import io.patchfleet.internal.spec.FilterTable.Verdict;
import io.patchfleet.model.OperatingSystem;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FilterTableTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "WINDOWS, CLASSIFICATION MSRC_SEVERITY PATCH_SET PRODUCT PRODUCT_FAMILY",
        "AMAZON_LINUX, CLASSIFICATION PRODUCT SEVERITY",
        "AMAZON_LINUX_2, CLASSIFICATION PRODUCT SEVERITY",
        "AMAZON_LINUX_2022, CLASSIFICATION PRODUCT SEVERITY",
        "AMAZON_LINUX_2023, CLASSIFICATION PRODUCT SEVERITY",
        "REDHAT_ENTERPRISE_LINUX, CLASSIFICATION PRODUCT SEVERITY",
        "CENTOS, CLASSIFICATION PRODUCT SEVERITY",
        "ORACLE_LINUX, CLASSIFICATION PRODUCT SEVERITY",
        "ROCKY_LINUX, CLASSIFICATION PRODUCT SEVERITY",
        "ALMA_LINUX, CLASSIFICATION PRODUCT SEVERITY",
        "SUSE, CLASSIFICATION PRODUCT SEVERITY",
        "UBUNTU, PRIORITY PRODUCT SECTION",
        "DEBIAN, PRIORITY PRODUCT SECTION",
        "RASPBIAN, PRIORITY PRODUCT SECTION",
        "MACOS, CLASSIFICATION PRODUCT"
    })
    void anOperatingSystemHasTheKeysThatAwsGivesIt(OperatingSystem system, String keys) {
        assertEquals(new TreeSet<>(List.of(keys.split(" "))), FilterTable.keys(system));
    }

    @ParameterizedTest
    @EnumSource
    void everyOperatingSystemHasProductsAndTakesAllOfEachKey(OperatingSystem system) {
        assertTrue(FilterTable.allows(system, "PRODUCT"));
        for (String key : FilterTable.keys(system)) {
            assertEquals(Certainty.ALLOWED, FilterTable.value(system, key, "*").certainty(), key);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "WINDOWS, PATCH_SET, APPLICATION, ALLOWED",
        "WINDOWS, PATCH_SET, DRIVERS, REFUSED",
        "WINDOWS, CLASSIFICATION, SecurityUpdates, ALLOWED",
        "WINDOWS, CLASSIFICATION, Security, REFUSED",
        "WINDOWS, MSRC_SEVERITY, Unspecified, ALLOWED",
        "WINDOWS, MSRC_SEVERITY, Medium, REFUSED",
        "WINDOWS, PRODUCT, WindowsServer2022, ALLOWED",
        "WINDOWS, PRODUCT, WindowsServer2025, UNVERIFIED",
        "AMAZON_LINUX_2, SEVERITY, Medium, ALLOWED",
        "AMAZON_LINUX_2, SEVERITY, Moderate, REFUSED",
        "AMAZON_LINUX_2023, SEVERITY, Medium, ALLOWED",
        "AMAZON_LINUX_2023, SEVERITY, None, UNVERIFIED",
        "AMAZON_LINUX_2023, CLASSIFICATION, SecurityUpdates, REFUSED",
        "AMAZON_LINUX_2023, PRODUCT, AmazonLinux2, REFUSED",
        "REDHAT_ENTERPRISE_LINUX, SEVERITY, Moderate, ALLOWED",
        "REDHAT_ENTERPRISE_LINUX, CLASSIFICATION, CriticalUpdates, REFUSED",
        "REDHAT_ENTERPRISE_LINUX, PRODUCT, RedhatEnterpriseLinux9.4, UNVERIFIED",
        "SUSE, CLASSIFICATION, Yast, ALLOWED",
        "SUSE, CLASSIFICATION, Bugfix, REFUSED",
        "ROCKY_LINUX, CLASSIFICATION, Bugfix, ALLOWED",
        "UBUNTU, PRIORITY, Extra, ALLOWED",
        "UBUNTU, PRIORITY, Critical, REFUSED",
        "DEBIAN, SECTION, admin, UNVERIFIED",
        "MACOS, CLASSIFICATION, Security, ALLOWED",
        "MACOS, CLASSIFICATION, Recommended, UNVERIFIED",
        "UBUNTU, SEVERITY, Critical, REFUSED"
    })
    void tellsWhatIsWrongFromWhatOnlyAwsCanTell(OperatingSystem system, String key, String value, Certainty certainty) {
        assertEquals(certainty, FilterTable.value(system, key, value).certainty());
    }

    @Test
    void refusesWhatIsNoValueAtAll() {
        assertEquals(
                Certainty.REFUSED,
                FilterTable.value(OperatingSystem.DEBIAN, "SECTION", " ").certainty());
        assertEquals(
                Certainty.UNVERIFIED,
                FilterTable.value(OperatingSystem.DEBIAN, "SECTION", "s".repeat(64))
                        .certainty());
        assertEquals(
                Certainty.REFUSED,
                FilterTable.value(OperatingSystem.DEBIAN, "SECTION", "s".repeat(65))
                        .certainty());
    }

    @Test
    void saysForWhichSystemAMisplacedWordIs() {
        Verdict verdict =
                FilterTable.value(OperatingSystem.REDHAT_ENTERPRISE_LINUX, "CLASSIFICATION", "SecurityUpdates");

        assertEquals(Optional.of(OperatingSystem.WINDOWS), verdict.owner());
        assertEquals(
                "Security, Bugfix, Enhancement, Recommended, Newpackage; did you mean Security?; it belongs to WINDOWS",
                verdict.help());
    }

    @Test
    void saysWhichKeyWasMeant() {
        assertEquals(
                "CLASSIFICATION, MSRC_SEVERITY, PATCH_SET, PRODUCT, PRODUCT_FAMILY; did you mean MSRC_SEVERITY?",
                FilterTable.key(OperatingSystem.WINDOWS, "SEVERITY").help());
        assertEquals(
                "PRIORITY, PRODUCT, SECTION",
                FilterTable.key(OperatingSystem.UBUNTU, "CLASSIFICATION").help());
        assertEquals(
                "CLASSIFICATION, PRODUCT, SEVERITY; did you mean SEVERITY?; it belongs to WINDOWS",
                FilterTable.key(OperatingSystem.SUSE, "MSRC_SEVERITY").help());
        assertEquals(
                Certainty.ALLOWED,
                FilterTable.key(OperatingSystem.SUSE, "SEVERITY").certainty());
    }

    @Test
    void saysHowManyWordsItDoesNotPrint() {
        assertEquals(
                "AmazonLinux2012.03, AmazonLinux2012.09, AmazonLinux2013.03, AmazonLinux2013.09, AmazonLinux2014.03,"
                        + " AmazonLinux2014.09, AmazonLinux2015.03, AmazonLinux2015.09, AmazonLinux2016.03,"
                        + " AmazonLinux2016.09, AmazonLinux2017.03, AmazonLinux2017.09 and 1 more",
                FilterTable.value(OperatingSystem.AMAZON_LINUX, "PRODUCT", "AmazonLinux2019.03")
                        .help());
        assertEquals(
                "what DescribePatchProperties lists",
                FilterTable.value(OperatingSystem.DEBIAN, "PRODUCT", "Debian12").help());
    }

    @ParameterizedTest(name = "{0}: {1} was {2}")
    @CsvSource({
        "AMAZON_LINUX_2, CLASSIFICATION, security, Security",
        "AMAZON_LINUX_2, CLASSIFICATION, Bug-fix, Bugfix",
        "AMAZON_LINUX_2, SEVERITY, Critcal, Critical",
        "AMAZON_LINUX_2, SEVERITY, Severe, ''",
        "WINDOWS, CLASSIFICATION, Security Updates, SecurityUpdates",
        "WINDOWS, PRODUCT, Windows Server 2019, WindowsServer2019",
        "WINDOWS, PRODUCT, WindowsServer2025, ''",
        "UBUNTU, PRODUCT, Ubuntu24.04, ''",
        "UBUNTU, PRODUCT, ubuntu16.04, Ubuntu16.04",
        "AMAZON_LINUX_2023, PRODUCT, AmazonLinux 2023, AmazonLinux2023"
    })
    void suggestsTheWordThatWasMeantButNoOtherNumber(
            OperatingSystem system, String key, String given, String suggestion) {
        assertEquals(
                suggestion, FilterTable.value(system, key, given).suggestion().orElse(""));
    }

    @ParameterizedTest
    @EnumSource
    void aDelayNeedsReleaseDates(OperatingSystem system) {
        boolean hasThem = !List.of(OperatingSystem.DEBIAN, OperatingSystem.RASPBIAN, OperatingSystem.UBUNTU)
                .contains(system);

        assertEquals(hasThem, FilterTable.delaySupported(system));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsForLinuxIsForNoOther(OperatingSystem system) {
        boolean isLinux =
                !List.of(OperatingSystem.WINDOWS, OperatingSystem.MACOS).contains(system);

        assertEquals(isLinux, FilterTable.nonSecuritySupported(system));
        assertEquals(isLinux, FilterTable.sourcesSupported(system));
        assertEquals(system == OperatingSystem.WINDOWS, FilterTable.securityUpdatesStatusSupported(system));
    }

    @Test
    void aKeyOfNoSystemIsAllowedNowhere() {
        assertFalse(FilterTable.allows(OperatingSystem.WINDOWS, "CVE_ID"));
    }
}
