package io.patchfleet.simulator.internal.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An organisation: a root, units within it and within each other, accounts in all of them.
 *
 * @param managementAccount the only one that may look at the rest
 * @param parents of each account and unit, by its id
 * @param unitNames of each unit, by its id
 * @param suspended accounts that are closed and still listed
 */
public record Organization(
        String id,
        String root,
        String managementAccount,
        Map<String, String> parents,
        Map<String, String> unitNames,
        Set<String> suspended) {

    public Organization {
        parents = new LinkedHashMap<>(parents);
        unitNames = new LinkedHashMap<>(unitNames);
        suspended = Set.copyOf(suspended);
    }

    List<String> accounts() {
        return parents.keySet().stream().filter(each -> !isUnit(each)).toList();
    }

    List<String> accountsIn(String parent) {
        return childrenOf(parent).filter(each -> !isUnit(each)).toList();
    }

    List<String> unitsIn(String parent) {
        return childrenOf(parent).filter(this::isUnit).toList();
    }

    Optional<String> parentOf(String child) {
        return Optional.ofNullable(parents.get(child));
    }

    boolean isParent(String candidate) {
        return candidate.equals(root) || isUnit(candidate);
    }

    boolean isUnit(String candidate) {
        return unitNames.containsKey(candidate);
    }

    String unitName(String unit) {
        return Objects.requireNonNull(unitNames.get(unit), unit);
    }

    private Stream<String> childrenOf(String parent) {
        return parents.entrySet().stream()
                .filter(entry -> entry.getValue().equals(parent))
                .map(Map.Entry::getKey);
    }
}
