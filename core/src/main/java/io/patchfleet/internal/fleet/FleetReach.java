package io.patchfleet.internal.fleet;

import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Gap;
import java.util.List;

/**
 * How far a fleet reaches at the moment.
 *
 * @param open scopes that can be entered
 * @param closed scopes that cannot, because their account cannot
 * @param gaps why not, once for each cause, and what could not even be listed
 */
public record FleetReach(List<Place> open, List<Place> closed, List<Gap> gaps) {}
