package io.patchfleet.simulator;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each JUnit test a simulated AWS of its own, as a parameter.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SimulatedAwsExtension AWS =
 *         SimulatedAwsExtension.with(aws -> aws.seed(7).regions("eu-central-1").nodes(40));
 *
 * @Test
 * void allNodesAreInTouch(SimulatedAws aws) { … }
 * }</pre>
 *
 * <p>A test that fails says how its world looked then. A test that makes a call which AWS's model does not allow, or
 * which the simulation does not play, fails for that.
 */
public final class SimulatedAwsExtension
        implements BeforeEachCallback, AfterEachCallback, ParameterResolver, TestExecutionExceptionHandler {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SimulatedAwsExtension.class);

    private final Consumer<SimulatedAws.Builder> settings;

    private SimulatedAwsExtension(Consumer<SimulatedAws.Builder> settings) {
        this.settings = settings;
    }

    /** An extension whose worlds are built so. */
    public static SimulatedAwsExtension with(Consumer<SimulatedAws.Builder> settings) {
        return new SimulatedAwsExtension(settings);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        SimulatedAws.Builder builder = SimulatedAws.builder();
        settings.accept(builder);
        context.getStore(NAMESPACE).put(SimulatedAws.class, builder.build());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SimulatedAws.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return aws(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        failure.addSuppressed(new WorldAtFailure(aws(context).toString()));
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try (SimulatedAws aws = aws(context)) {
            List<Violation> violations = aws.violations();
            if (!violations.isEmpty()) {
                throw new AssertionError(violations.stream()
                        .map(Violation::toString)
                        .collect(
                                Collectors.joining("\n  ", "This test called AWS in a way that fails there:\n  ", "")));
            }
        }
    }

    private static SimulatedAws aws(ExtensionContext context) {
        SimulatedAws aws = context.getStore(NAMESPACE).get(SimulatedAws.class, SimulatedAws.class);
        if (aws == null) {
            throw new IllegalStateException("there is no simulated AWS outside of a test method and what is around it");
        }
        return aws;
    }

    /** Nothing thrown: it only shows, below a failure, how the simulated AWS looked then. */
    private static final class WorldAtFailure extends Exception {

        private static final long serialVersionUID = 1;

        private WorldAtFailure(String world) {
            super(world, null, false, false);
        }
    }
}
