package io.patchfleet.simulator.internal.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Reads tags that are to be given to a resource, and refuses what AWS refuses. */
final class TagInput {

    /** The most tags that a resource may carry, as AWS documents it for all its services. */
    static final int MOST = 50;

    private TagInput() {}

    /** The tags of a resource of Systems Manager that is yet to be. */
    static Map<String, String> atCreation(Input input) {
        return added(input, Map.of());
    }

    /**
     * The tags that the request adds to a resource of Systems Manager.
     *
     * @param carried what the resource has already
     */
    static Map<String, String> added(Input input, Map<String, String> carried) {
        return added(
                input,
                carried,
                () -> new AwsRefusal(
                        "TooManyTagsError",
                        "The Targets parameter includes too many tags. Remove one or more tags and try the command"
                                + " again."));
    }

    /**
     * The tags that the request adds.
     *
     * @param carried what the resource has already
     * @param tooMany the refusal of more than a resource may carry
     */
    static Map<String, String> added(Input input, Map<String, String> carried, Supplier<AwsRefusal> tooMany) {
        Map<String, String> added = new LinkedHashMap<>();
        for (Input tag : input.items("Tags")) {
            String key = tag.required("Key");
            if (key.startsWith("aws:")) {
                // That the prefix is reserved is documented, the words are not.
                throw new AwsRefusal("ValidationException", "Tag keys can't start with aws: " + key);
            }
            added.put(key, tag.required("Value"));
        }
        Map<String, String> all = new LinkedHashMap<>(carried);
        all.putAll(added);
        if (all.size() > MOST) {
            throw tooMany.get();
        }
        return added;
    }
}
