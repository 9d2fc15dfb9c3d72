package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.Violation;
import io.patchfleet.simulator.internal.service.AccessKey;
import io.patchfleet.simulator.internal.service.AccessKeys;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import io.patchfleet.simulator.internal.service.Service;
import io.patchfleet.simulator.internal.service.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Everything between a request and its answer. Knows no door: neither a server nor any SDK. */
public final class Handler {

    private final Clock clock;
    private final AccessKeys keys;
    private final Random ids;
    private final Map<String, PlayedService> services = new HashMap<>();
    private final Calls calls = new Calls();
    private final Faults faults;
    private final Limits limits = new Limits();
    private final Violations violations = new Violations();
    private final Step.Rest way;

    /**
     * Puts the steps together.
     *
     * @param services those that are played
     * @param stage the world that they speak of
     * @param seed for what must repeat: the ids of requests, and which of them a fault strikes
     * @param latency how long every answer takes
     */
    public Handler(List<Service> services, Stage stage, AccessKeys keys, Clock clock, long seed, Duration latency) {
        this.clock = clock;
        this.keys = keys;
        this.ids = new Random(seed);
        this.faults = new Faults(new Random(seed));
        services.forEach(service -> this.services.put(service.name(), new PlayedService(service)));
        this.way = inOrder(
                new Latency(latency),
                new Refusing(),
                new Recording(calls),
                new Authentication(),
                faults,
                limits,
                new Play(stage, clock, violations));
    }

    public Answer handle(Request request) {
        Optional<Signature> signature = Signature.of(request);
        if (signature.isEmpty()) {
            return turnedAway(request, unsigned());
        }
        PlayedService service = services.get(signature.get().service());
        if (service == null) {
            return turnedAway(request, strangeService(signature.get()));
        }
        return way.answer(exchange(request, signature.get(), service));
    }

    public CallLog calls() {
        return calls;
    }

    public Faults faults() {
        return faults;
    }

    public Limits limits() {
        return limits;
    }

    public Violations violations() {
        return violations;
    }

    private Exchange exchange(Request request, Signature signature, PlayedService service) {
        Protocol protocol = service.protocol();
        return new Exchange(
                request,
                nextId(),
                service,
                protocol,
                protocol.operation(request),
                signature.region(),
                keys.find(signature.accessKeyId()),
                clock.instant());
    }

    private static AwsRefusal unsigned() {
        return new AwsRefusal("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    }

    private AwsRefusal strangeService(Signature signature) {
        String what = "the service " + signature.service();
        String account =
                keys.find(signature.accessKeyId()).map(AccessKey::account).orElse(Exchange.UNKNOWN);
        violations.add(new Violation(
                Violation.Kind.NOT_PLAYED,
                clock.instant(),
                account,
                signature.region(),
                signature.service() + ":*",
                what));
        return new AwsRefusal("SimulatorViolation", "The simulation does not play " + what, 501);
    }

    /** Without a service there is no protocol, only the look of the request. */
    private Answer turnedAway(Request request, AwsRefusal refusal) {
        return request.header("X-Amz-Target").isPresent()
                ? JsonProtocol.refusal(refusal, "message", nextId())
                : QueryProtocol.refusal(refusal, "", nextId());
    }

    private String nextId() {
        return new UUID(ids.nextLong(), ids.nextLong()).toString();
    }

    private static Step.Rest inOrder(Step... steps) {
        Step.Rest rest = exchange -> {
            throw new IllegalStateException("the last step must answer");
        };
        for (int i = steps.length - 1; i >= 0; i--) {
            rest = steps[i].before(rest);
        }
        return rest;
    }
}
