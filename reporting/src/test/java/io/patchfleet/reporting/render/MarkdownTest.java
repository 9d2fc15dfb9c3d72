package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.reporting.spi.SampleFleet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern MORE = Pattern.compile("(\\d+) more nodes are not compliant or not known");

    @Test
    void every_row_of_a_table_has_as_many_cells_as_its_head() {
        for (String text : List.of(
                Documents.text(SampleFleet.of(600, 42), Formats.markdown()),
                Documents.text(SampleFleet.hostile(), Formats.markdown()))) {
            long cells = 0;
            for (String line : text.lines().toList()) {
                long bars = BAR.matcher(line).results().count();
                if (!line.startsWith("| ")) {
                    cells = 0;
                } else if (cells == 0) {
                    cells = bars;
                } else {
                    assertEquals(cells, bars, line);
                }
            }
        }
    }

    @Test
    void it_keeps_to_its_limit_and_counts_what_it_leaves_out() {
        String all = Documents.text(SampleFleet.of(600, 42), Formats.markdown());
        String some = Documents.text(SampleFleet.of(600, 42), Formats.markdown(6_000));
        assertTrue(some.length() <= 6_000, () -> some.length() + " characters");
        Matcher more = MORE.matcher(some);
        assertTrue(more.find(), some);
        assertEquals(nodeRows(all), nodeRows(some) + Long.parseLong(more.group(1)));
    }

    @Test
    void the_least_limit_holds_the_verdict_of_any_fleet() {
        for (String text : List.of(
                Documents.text(SampleFleet.wide(10_000, 7), Formats.markdown(2_000)),
                Documents.text(SampleFleet.hostile(), Formats.markdown(2_000)))) {
            assertTrue(text.length() <= 2_000, () -> text.length() + " characters");
            assertTrue(text.startsWith("## Not compliant"), text);
        }
    }

    @Test
    void a_limit_that_holds_no_verdict_is_refused() {
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> Formats.markdown(500));
        assertEquals("limit: '500' is not allowed here; allowed: 2000 characters or more", refused.getMessage());
    }

    private static long nodeRows(String markdown) {
        return markdown.lines()
                .filter(line -> line.matches("\\| .*m?i-[0-9a-f]{17}.* \\|"))
                .count();
    }
}
