package io.patchfleet.simulator.internal.world;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group of AWS Resource Groups: a query finds its members whenever it is asked, or they are added one by one. */
public final class ResourceGroup {

    /**
     * Who belongs to it.
     *
     * @param type {@code TAG_FILTERS_1_0} or {@code CLOUDFORMATION_STACK_1_0}
     * @param text the JSON that says it
     */
    public record Query(String type, String text) {}

    private final String name;
    private final @Nullable String description;
    private final @Nullable Query query;
    private final @Nullable String configuration;
    private final Set<String> members = new LinkedHashSet<>();

    /**
     * A group that nobody was added to yet.
     *
     * @param query null if members are added one by one
     * @param configuration the type of its configuration; null if it has none
     */
    public ResourceGroup(
            String name, @Nullable String description, @Nullable Query query, @Nullable String configuration) {
        this.name = name;
        this.description = description;
        this.query = query;
        this.configuration = configuration;
    }

    public String name() {
        return name;
    }

    public @Nullable String description() {
        return description;
    }

    public @Nullable Query query() {
        return query;
    }

    public @Nullable String configuration() {
        return configuration;
    }

    /** The ARNs of those that were added one by one, in that order. */
    public Set<String> members() {
        return Collections.unmodifiableSet(members);
    }

    public void add(String arn) {
        members.add(arn);
    }

    /** Says whether it was a member. */
    public boolean remove(String arn) {
        return members.remove(arn);
    }
}
