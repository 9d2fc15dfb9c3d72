package io.patchfleet.internal.spec;

/**
 * AWS's words for the filters of patch baselines, as its pages give them.
 *
 * <p>A line names operating systems, a filter key and its values. An ellipsis at the end says that there are more: AWS
 * adds to them, or its pages do not list them all. Where there is none, AWS's page gives the whole list.
 *
 * <p>The keys are those of DescribePatchProperties, and PATCH_SET from the page of PatchFilter, and SECTION from "How
 * patch baseline rules work on Linux-based systems". AWS's page does not speak of AMAZON_LINUX_2022, ROCKY_LINUX,
 * ALMA_LINUX and RASPBIAN; they have the keys of their kin, as their predefined baselines do.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html">
 *     DescribePatchProperties</a>
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PatchFilter.html">PatchFilter</a>
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-linux-rules.html">How patch
 *     baseline rules work on Linux-based systems</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-predefined-and-custom-patch-baselines.html">
 *     Predefined and custom patch baselines</a>
 */
final class FilterWords {

    static final String TABLE = """
            # The service model's enum PatchSet.
            WINDOWS | PATCH_SET | OS, APPLICATION
            # PatchFilter's page of 2019, which listed what the service accepts; today it refers to DescribePatchProperties.
            WINDOWS | CLASSIFICATION | CriticalUpdates, DefinitionUpdates, Drivers, FeaturePacks, SecurityUpdates, \
            ServicePacks, Tools, UpdateRollups, Updates, Upgrades
            WINDOWS | MSRC_SEVERITY | Critical, Important, Moderate, Low, Unspecified
            AMAZON_LINUX AMAZON_LINUX_2 CENTOS REDHAT_ENTERPRISE_LINUX | CLASSIFICATION | Security, Bugfix, \
            Enhancement, Recommended, Newpackage
            AMAZON_LINUX AMAZON_LINUX_2 | SEVERITY | Critical, Important, Medium, Low
            SUSE | CLASSIFICATION | Security, Recommended, Optional, Feature, Document, Yast
            SUSE | SEVERITY | Critical, Important, Moderate, Low
            # For these that page has Medium, Red Hat's own advisories Moderate; so there may be more.
            CENTOS REDHAT_ENTERPRISE_LINUX | SEVERITY | Critical, Important, Moderate, Medium, Low, …
            # Younger than that page: the words of the predefined baselines, and of their kin.
            AMAZON_LINUX_2022 AMAZON_LINUX_2023 | CLASSIFICATION | Security, Bugfix, Enhancement, Recommended, \
            Newpackage, …
            AMAZON_LINUX_2022 AMAZON_LINUX_2023 | SEVERITY | Critical, Important, Medium, Low, …
            ALMA_LINUX ORACLE_LINUX ROCKY_LINUX | CLASSIFICATION | Security, Bugfix, Enhancement, Recommended, \
            Newpackage, …
            ALMA_LINUX ORACLE_LINUX ROCKY_LINUX | SEVERITY | Critical, Important, Moderate, Medium, Low, …
            MACOS | CLASSIFICATION | Security, …
            # PatchFilter's page of 2019 for Ubuntu, the predefined baselines for all three; Debian knows no others.
            DEBIAN RASPBIAN UBUNTU | PRIORITY | Required, Important, Standard, Optional, Extra
            # The archive's sections; the service looks only at the length.
            DEBIAN RASPBIAN UBUNTU | SECTION | …
            # Products come with every release. PatchFilter's page of 2019, DescribeAvailablePatches' samples, the AWS
            # CLI's manual for DescribePatchProperties; AmazonLinux2023 and WindowsServer2022 from public use.
            WINDOWS | PRODUCT_FAMILY | Windows, Office, …
            WINDOWS | PRODUCT | WindowsServer2008, WindowsServer2008R2, WindowsServer2012, WindowsServer2012R2, \
            WindowsServer2016, WindowsServer2019, WindowsServer2022, Windows7, Windows8, Windows8.1, \
            Windows8Embedded, Windows10, Windows10LTSB, Office 2010, Office 2013, Office 2016, \
            MicrosoftDefenderAntivirus, …
            AMAZON_LINUX | PRODUCT | AmazonLinux2012.03, AmazonLinux2012.09, AmazonLinux2013.03, AmazonLinux2013.09, \
            AmazonLinux2014.03, AmazonLinux2014.09, AmazonLinux2015.03, AmazonLinux2015.09, AmazonLinux2016.03, \
            AmazonLinux2016.09, AmazonLinux2017.03, AmazonLinux2017.09, AmazonLinux2018.03, …
            AMAZON_LINUX_2 | PRODUCT | AmazonLinux2, AmazonLinux2.0, …
            AMAZON_LINUX_2023 | PRODUCT | AmazonLinux2023, …
            CENTOS | PRODUCT | CentOS6.5, CentOS6.6, CentOS6.7, CentOS6.8, CentOS6.9, CentOS7.0, CentOS7.1, CentOS7.2, \
            CentOS7.3, CentOS7.4, CentOS7.5, CentOS7.6, …
            REDHAT_ENTERPRISE_LINUX | PRODUCT | RedhatEnterpriseLinux6.5, RedhatEnterpriseLinux6.6, \
            RedhatEnterpriseLinux6.7, RedhatEnterpriseLinux6.8, RedhatEnterpriseLinux6.9, RedhatEnterpriseLinux7.0, \
            RedhatEnterpriseLinux7.1, RedhatEnterpriseLinux7.2, RedhatEnterpriseLinux7.3, RedhatEnterpriseLinux7.4, \
            RedhatEnterpriseLinux7.5, RedhatEnterpriseLinux7.6, …
            SUSE | PRODUCT | Suse12.0, Suse12.1, Suse12.2, Suse12.3, Suse12.4, Suse12.5, Suse12.6, Suse12.7, Suse12.8, \
            Suse12.9, …
            UBUNTU | PRODUCT | Ubuntu14.04, Ubuntu16.04, …
            ALMA_LINUX AMAZON_LINUX_2022 DEBIAN MACOS ORACLE_LINUX RASPBIAN ROCKY_LINUX | PRODUCT | …
            """;

    private FilterWords() {}
}
