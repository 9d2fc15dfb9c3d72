package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.Violation;
import io.patchfleet.simulator.internal.model.Flaw;
import io.patchfleet.simulator.internal.model.ModelCheck;
import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.service.AccessKey;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import io.patchfleet.simulator.internal.service.Call;
import io.patchfleet.simulator.internal.service.NotPlayedException;
import io.patchfleet.simulator.internal.service.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** The last step: reads the request, holds it against AWS's model, has it answered, holds the answer against it too. */
final class Play implements Step {

    /** No code of AWS's, so that it is never mistaken for an answer of theirs; no SDK retries the status. */
    private static final String NOT_LIKE_AWS = "SimulatorViolation";

    /** A list of fifty nodes may be wrong in fifty places for one reason. */
    private static final int SENTENCES = 5;

    private final Stage stage;
    private final Clock clock;
    private final Violations violations;

    Play(Stage stage, Clock clock, Violations violations) {
        this.stage = stage;
        this.clock = clock;
        this.violations = violations;
    }

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        OperationModel operation = operation(exchange);
        ObjectNode input = exchange.protocol().read(exchange.request(), operation);
        checkRequest(exchange, ModelCheck.flaws(input, operation.input()));
        ObjectNode output = perform(exchange, input.removeNulls());
        checkAnswer(exchange, ModelCheck.flaws(output, operation.output()));
        return exchange.protocol().answer(operation, output, exchange.id());
    }

    private OperationModel operation(Exchange exchange) {
        ServiceModel model = exchange.service().model();
        return model.operation(exchange.operation()).orElseThrow(() -> {
            if (model.publishes(exchange.operation())) {
                return notPlayed(exchange, exchange.action());
            }
            violations.add(Violation.Kind.REQUEST, exchange, "AWS has no such operation");
            return exchange.service().dialect().unknownOperation(exchange.operation(), model.apiVersion());
        });
    }

    private void checkRequest(Exchange exchange, List<Flaw> flaws) {
        if (flaws.isEmpty()) {
            return;
        }
        violations.add(Violation.Kind.REQUEST, exchange, sentences(flaws));
        Dialect dialect = exchange.service().dialect();
        // Whoever misspells a member wants to hear of it, even where AWS says nothing.
        throw dialect.overlooksStrangers() && flaws.stream().anyMatch(flaw -> flaw.kind() == Flaw.Kind.UNKNOWN)
                ? new AwsRefusal(NOT_LIKE_AWS, sentences(flaws), 501)
                : dialect.invalid(flaws);
    }

    private ObjectNode perform(Exchange exchange, ObjectNode input) {
        AccessKey signer = exchange.key().orElseThrow();
        try {
            synchronized (stage) {
                Instant now = clock.instant();
                stage.bringUpTo(now);
                return exchange.service()
                        .operation(exchange.operation())
                        .answer(new Call(signer.account(), exchange.region(), signer.principal(), input, now));
            }
        } catch (NotPlayedException e) {
            throw notPlayed(exchange, e.what());
        }
    }

    private void checkAnswer(Exchange exchange, List<Flaw> flaws) {
        if (!flaws.isEmpty()) {
            violations.add(Violation.Kind.ANSWER, exchange, sentences(flaws));
            throw new AwsRefusal(
                    NOT_LIKE_AWS, "The simulation answered what AWS never would: " + sentences(flaws), 500);
        }
    }

    private AwsRefusal notPlayed(Exchange exchange, String what) {
        violations.add(Violation.Kind.NOT_PLAYED, exchange, what);
        return new AwsRefusal(NOT_LIKE_AWS, "The simulation does not play " + what, 501);
    }

    private static String sentences(List<Flaw> flaws) {
        String first = flaws.stream().limit(SENTENCES).map(Flaw::sentence).collect(Collectors.joining("; "));
        return flaws.size() <= SENTENCES ? first : first + "; and " + (flaws.size() - SENTENCES) + " more";
    }
}
