package io.patchfleet.model;

import java.util.Locale;

/** How grave a vendor calls a patch; the vendors' many words in one order, the gravest first. */
public enum Severity {
    /** Critical. */
    CRITICAL,
    /** Important or high. */
    IMPORTANT,
    /** Moderate or medium. */
    MODERATE,
    /** Low. */
    LOW,
    /** The vendor said nothing, or a word that is not known. */
    UNSPECIFIED;

    /**
     * Reads a vendor's word.
     *
     * @param word such as {@code Important}, {@code High}, {@code medium}; any case
     * @return the severity; unspecified for any other word
     */
    public static Severity ofVendor(String word) {
        return switch (word.trim().toLowerCase(Locale.ROOT)) {
            case "critical" -> CRITICAL;
            case "important", "high" -> IMPORTANT;
            case "moderate", "medium" -> MODERATE;
            case "low" -> LOW;
            default -> UNSPECIFIED;
        };
    }
}
