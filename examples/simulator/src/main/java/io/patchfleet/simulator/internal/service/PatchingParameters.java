package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.PatchOperation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of AWS-RunPatchBaseline, held against what the document says of them. */
record PatchingParameters(PatchOperation operation) {

    private static final Map<String, Pattern> ALLOWED = Map.of(
            "Operation", Pattern.compile("Scan|Install"),
            "RebootOption", Pattern.compile("RebootIfNeeded|NoReboot"),
            "SnapshotId",
                    Pattern.compile(
                            "(^$)|^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"),
            "InstallOverrideList", Pattern.compile("(^$)|^https://.+$|^s3://([^/]+)/(.*?([^/]+))$"),
            "BaselineOverride", Pattern.compile("(^$)|^s3://([^/]+)/(.*?([^/]+))$"),
            "AssociationId",
                    Pattern.compile(
                            "(^$)|^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"),
            "StepTimeoutSeconds", Pattern.compile("[1-9]\\d{0,4}"));

    static PatchingParameters of(Input input) {
        Map<String, List<String>> given = input.textLists("Parameters");
        given.forEach((name, values) -> check(input, name, values));
        List<String> operation = given.getOrDefault("Operation", List.of());
        if (operation.isEmpty()) {
            throw invalid("Operation is required.");
        }
        return new PatchingParameters(operation.get(0).equals("Scan") ? PatchOperation.SCAN : PatchOperation.INSTALL);
    }

    private static void check(Input input, String name, List<String> values) {
        Pattern allowed = ALLOWED.get(name);
        if (allowed == null) {
            throw invalid("Parameter \"" + name + "\" is not defined in document.");
        }
        if (values.size() != 1 || !allowed.matcher(values.get(0)).matches()) {
            throw invalid(
                    "Parameter \"" + name + "\" has an invalid value: " + values + ". It must match " + allowed + ".");
        }
        boolean given = !values.get(0).isEmpty();
        if (given && (name.equals("BaselineOverride") || name.equals("AssociationId"))) {
            throw input.notPlayed("the parameter " + name + " of AWS-RunPatchBaseline");
        }
    }

    private static AwsRefusal invalid(String message) {
        return new AwsRefusal("InvalidParameters", message);
    }
}
