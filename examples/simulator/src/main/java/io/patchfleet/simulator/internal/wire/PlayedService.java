package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.service.Operation;
import io.patchfleet.simulator.internal.service.Service;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A service with what the wire needs to speak for it; AWS's model of it is read when it is first called. */
final class PlayedService {

    private final String name;
    private final UnaryOperator<String> action;
    private final Map<String, Operation> operations;
    private final Dialect dialect;

    PlayedService(Service service) {
        this.name = service.name();
        this.action = service::action;
        this.operations = Map.copyOf(service.operations());
        this.dialect = Dialect.of(name);
    }

    String name() {
        return name;
    }

    /** As IAM spells an operation of it: {@code ssm:SendCommand}. */
    String action(String operation) {
        return action.apply(operation);
    }

    Dialect dialect() {
        return dialect;
    }

    ServiceModel model() {
        return ServiceModel.of(name, operations.keySet());
    }

    Operation operation(String operation) {
        Operation played = operations.get(operation);
        if (played == null) {
            throw new IllegalArgumentException(name + " does not play " + operation);
        }
        return played;
    }

    Protocol protocol() {
        return switch (model().protocol()) {
            case "json" -> new JsonProtocol(model());
            case "rest-json" -> new RestJsonProtocol(model());
            case "query" -> new QueryProtocol(model());
            case "ec2" -> new Ec2Protocol(model());
            case "rest-xml" -> new S3Protocol(model());
            default -> throw new IllegalStateException("no such protocol: " + model().protocol());
        };
    }
}
