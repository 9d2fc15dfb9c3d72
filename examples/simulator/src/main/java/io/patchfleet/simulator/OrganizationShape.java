package io.patchfleet.simulator;

import io.patchfleet.simulator.internal.service.Organization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How the accounts stand in the organisation. Those that no unit holds are under the root.
 *
 * <pre>{@code
 * .organization(o -> o
 *         .unit("ou-ab12-production", u -> u.accounts("222233334444").unit("ou-ab12-payments", p -> p.accounts("333344445555")))
 *         .suspended("444455556666"))
 * }</pre>
 */
public final class OrganizationShape {

    private static final String ID = "o-patchworld1";
    private static final String ROOT = "r-ab12";
    private static final Pattern UNIT = Pattern.compile("ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

    private final Map<String, String> parents;
    private final Map<String, String> unitNames;
    private final Set<String> suspended;
    private final String here;

    OrganizationShape() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>(), ROOT);
    }

    private OrganizationShape(
            Map<String, String> parents, Map<String, String> unitNames, Set<String> suspended, String here) {
        this.parents = parents;
        this.unitNames = unitNames;
        this.suspended = suspended;
        this.here = here;
    }

    /**
     * Puts a unit here.
     *
     * @param id such as {@code ou-ab12-production}; what follows the last hyphen is the unit's name, too
     * @param content what stands in it
     */
    public OrganizationShape unit(String id, Consumer<OrganizationShape> content) {
        if (!UNIT.matcher(id).matches() || unitNames.containsKey(id)) {
            throw new IllegalArgumentException("the unit's id is '" + id
                    + "'; allowed is one that is not taken, of the form ou-ab12-production (eight letters or more)");
        }
        parents.put(id, here);
        unitNames.put(id, id.substring(id.lastIndexOf('-') + 1));
        content.accept(new OrganizationShape(parents, unitNames, suspended, id));
        return this;
    }

    /** Puts accounts here. */
    public OrganizationShape accounts(String... ids) {
        for (String id : ids) {
            parents.put(id, here);
        }
        return this;
    }

    /** Closes accounts; they are still listed. */
    public OrganizationShape suspended(String... ids) {
        suspended.addAll(List.of(ids));
        return this;
    }

    Organization build(List<String> accounts) {
        Set<String> strangers = new TreeSet<>(parents.keySet());
        strangers.addAll(suspended);
        strangers.removeAll(unitNames.keySet());
        accounts.forEach(strangers::remove);
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException(
                    "the organisation holds " + strangers + "; allowed are the simulated accounts " + accounts);
        }
        Map<String, String> all = new LinkedHashMap<>();
        accounts.forEach(account -> all.put(account, parents.getOrDefault(account, ROOT)));
        all.putAll(parents);
        return new Organization(ID, ROOT, accounts.get(0), all, unitNames, suspended);
    }
}
