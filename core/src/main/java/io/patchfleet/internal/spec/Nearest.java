package io.patchfleet.internal.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
final class Nearest {

    private Nearest() {}

    /**
     * The word nearest to what was given, if any is near: the same but for case and punctuation, or a part of it, or a
     * few letters away. Another number is another thing, not a slip: Ubuntu20.04 is not near to Ubuntu16.04.
     */
    static Optional<String> to(String given, Collection<String> words) {
        String wanted = plain(given);
        return words.stream()
                .filter(word -> digits(word).equals(digits(given)) && isNear(wanted, plain(word)))
                .min(Comparator.comparingInt(word -> distance(wanted, plain(word))));
    }

    private static boolean isNear(String wanted, String word) {
        boolean isPart = wanted.length() > 2 && (word.contains(wanted) || wanted.contains(word));
        return isPart || distance(wanted, word) <= Math.max(1, word.length() / 4);
    }

    private static String plain(String word) {
        return word.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    private static String digits(String word) {
        return word.replaceAll("\\D", "");
    }

    /** How many letters must be put in, left out or changed: Levenshtein's distance, row by row. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
