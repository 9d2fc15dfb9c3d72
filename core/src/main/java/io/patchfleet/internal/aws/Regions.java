package io.patchfleet.internal.aws;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Checks the Regions that an application names, and finds the one that it does not name. */
public final class Regions {

    private static final String FALLBACK = "us-east-1";

    private Regions() {}

    /**
     * The Regions, each once.
     *
     * @throws InvalidInputException if one is not known, or if they are not all of one partition
     */
    public static List<String> checked(List<String> codes) {
        List<Problem> problems = new ArrayList<>();
        for (String code : codes) {
            if (!isKnown(code)) {
                problems.add(new Problem("regions", code, known(code)));
            }
        }
        if (problems.isEmpty()) {
            String partition = partition(codes.get(0));
            codes.stream()
                    .filter(code -> !partition(code).equals(partition))
                    .forEach(code -> problems.add(new Problem(
                            "regions", code, "Regions of the partition " + partition + ", as " + codes.get(0))));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return List.copyOf(new LinkedHashSet<>(codes));
    }

    /** The Region that the SDK's own chain finds. */
    public static String ofEnvironment() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion().id();
        } catch (SdkClientException e) {
            throw new InvalidInputException(List.of(new Problem(
                    "regions",
                    "none given, and none found in the environment",
                    "regions(…), enabledRegions(), or the variable AWS_REGION")));
        }
    }

    /** Where to ask which Regions are enabled. */
    public static String home() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion().id();
        } catch (SdkClientException e) {
            return FALLBACK;
        }
    }

    private static boolean isKnown(String code) {
        return Region.regions().stream()
                .anyMatch(region -> !region.isGlobalRegion() && region.id().equals(code));
    }

    /** The partition of a Region, such as {@code aws-cn}. */
    public static String partition(String code) {
        return Region.of(code).metadata().partition().id();
    }

    private static String known(String code) {
        String continent = code.contains("-") ? code.substring(0, code.indexOf('-') + 1) : "";
        List<String> alike = Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .filter(id -> id.startsWith(continent))
                .sorted()
                .toList();
        return "a Region that this version of the AWS SDK knows"
                + (alike.isEmpty() ? "" : alike.stream().collect(Collectors.joining(", ", ", such as ", "")));
    }
}
