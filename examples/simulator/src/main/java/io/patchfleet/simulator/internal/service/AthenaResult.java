package io.patchfleet.simulator.internal.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query found.
 *
 * @param columns their names; none for a statement that declares something
 * @param types their types, in Athena's words
 */
record AthenaResult(List<String> columns, List<String> types, List<List<@Nullable String>> rows) {

    static final AthenaResult NOTHING = new AthenaResult(List.of(), List.of(), List.of());
}
