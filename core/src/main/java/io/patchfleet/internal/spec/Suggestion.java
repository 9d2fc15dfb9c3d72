package io.patchfleet.internal.spec;

import java.util.Collection;
import java.util.Optional;

/** Says what is allowed in place of a word that is not known, and what was probably meant, for it is mostly a slip. */
public final class Suggestion {

    private static final int MOST_NAMED = 20;

    private Suggestion() {}

    /**
     * What is allowed instead of a word.
     *
     * @param word what was given
     * @param known the words that are known
     * @return in words: {@code one of Critical, Important; did you mean Critical?}
     */
    public static String oneOf(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return "nothing";
        }
        String all = known.size() == 1
                ? known.iterator().next()
                : known.size() <= MOST_NAMED
                        ? "one of " + String.join(", ", known)
                        : "one of " + known.size() + ", such as "
                                + String.join(
                                        ", ", known.stream().limit(MOST_NAMED).toList());
        return all
                + nearest(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    /**
     * The known word that was probably meant.
     *
     * @param word what was given
     * @param known the words that are known
     * @return it, or empty if none is near
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return Nearest.to(word, known);
    }
}
