package io.patchfleet;

import io.patchfleet.simulator.SimulatedAws;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What commands were asked to do, as AWS lists them. */
final class CommandTexts {

    private CommandTexts() {}

    /** The values that a parameter of the document had. */
    static Set<String> parameters(SimulatedAws aws, String region, String name) {
        Set<String> values = new TreeSet<>();
        try (SsmClient ssm = Fleets.client(aws, region, SsmClient.builder())) {
            ssm.listCommandsPaginator(r -> {}).commands().stream()
                    .filter(command -> command.parameters().containsKey(name))
                    .forEach(command -> values.addAll(command.parameters().get(name)));
        }
        return values;
    }
}
