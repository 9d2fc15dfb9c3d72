package io.patchfleet.internal.aws;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.model.Target;

/**
 * The tag that puts a node into a patch group, in both of its spellings: the one without a space is for instances whose
 * tags are shown in their metadata, where EC2 allows no space.
 */
public final class PatchGroupTag {

    public static final List<String> SPELLINGS = List.of("Patch Group", "PatchGroup");

    private PatchGroupTag() {}

    /** The patch groups that a node's tags name: two, if the spellings differ. */
    public static SortedSet<String> groupsOf(Map<String, String> tags) {
        return given(tags).map(tags::get).collect(Collectors.toCollection(TreeSet::new));
    }

    /** How the tags name them, such as {@code Patch Group=Production and PatchGroup=Web}. */
    public static String words(Map<String, String> tags) {
        return given(tags).map(key -> key + "=" + tags.get(key)).collect(Collectors.joining(" and "));
    }

    private static Stream<String> given(Map<String, String> tags) {
        return SPELLINGS.stream().filter(key -> !tags.getOrDefault(key, "").isBlank());
    }

    /** The nodes that carry it in one spelling: several keys in one target list would be ANDed. */
    static Target target(String key, String group) {
        return Target.builder().key("tag:" + key).values(group).build();
    }
}
