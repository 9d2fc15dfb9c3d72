package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Lets a world play on the doors' stage. */
public final class WorldStage implements Stage {

    private final AwsState state;
    private final List<Service> services;

    public WorldStage(AwsState state) {
        this.state = state;
        Scopes scopes = new Scopes(state);
        Ssm ssm = new Ssm(state, scopes);
        this.services = List.of(
                ssm,
                new Ec2(state, scopes),
                new Tagging(scopes),
                new ResourceGroups(scopes),
                new Scheduler(scopes, new ScheduleRunner(state, ssm)),
                new Sns(state, scopes),
                new S3(state),
                new Athena(state, scopes));
    }

    @Override
    public List<Service> services() {
        return services;
    }

    @Override
    public void bringUpTo(Instant now) {
        state.advanceTo(now);
    }

    @Override
    public ObjectNode world() {
        return Truth.world(state);
    }

    @Override
    public ObjectNode commands() {
        return Truth.commands(state);
    }

    @Override
    public ObjectNode declared() {
        return Truth.declared(state);
    }

    @Override
    public ObjectNode events() {
        return Truth.events(state);
    }

    @Override
    public ObjectNode messages() {
        return Truth.messages(state);
    }
}
