package io.patchfleet.reporting.spi;

import io.patchfleet.model.Problem;
import java.util.regex.Pattern;

/**
 * What a renderer writes.
 *
 * @param id the name by which the format is asked for, such as {@code html}
 * @param extension how a file of it ends, without the dot, such as {@code html}
 * @param mediaType such as {@code text/html;charset=utf-8}
 */
public record ReportFormat(String id, String extension, String mediaType) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

    /**
     * Checks the names.
     *
     * @throws io.patchfleet.model.InvalidInputException if the id or the extension is not lower-case letters, digits,
     *     dots and hyphens, or if the media type has no slash
     */
    public ReportFormat {
        String names = "lower-case letters and digits, dots or hyphens between them";
        Problem.refuseUnless(NAME.matcher(id).matches(), "format.id", id, names);
        Problem.refuseUnless(NAME.matcher(extension).matches(), "format.extension", extension, names);
        Problem.refuseUnless(mediaType.contains("/"), "format.mediaType", mediaType, "a media type such as text/html");
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}
