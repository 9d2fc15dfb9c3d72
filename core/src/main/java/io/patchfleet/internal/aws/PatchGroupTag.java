package io.patchfleet.internal.aws;

import java.util.List;
import software.amazon.awssdk.services.ssm.model.Target;

/**
 * The tag that puts a node into a patch group, in both of its spellings: the one without a space is for instances whose
 * tags are shown in their metadata, where EC2 allows no space.
 */
public final class PatchGroupTag {

    public static final List<String> SPELLINGS = List.of("Patch Group", "PatchGroup");

    private PatchGroupTag() {}

    /** The nodes that carry it in one spelling: several keys in one target list would be ANDed. */
    static Target target(String key, String group) {
        return Target.builder().key("tag:" + key).values(group).build();
    }
}
