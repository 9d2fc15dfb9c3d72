package io.patchfleet.reporting.render;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import io.patchfleet.reporting.spi.ReportRendererContract;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class MarkdownContractTest extends ReportRendererContract {

    /** A code span: as many backticks at its end as at its beginning. */
    private static final Pattern CODE = Pattern.compile("(?<!`)(`+)(?!`)(.*?)(?<!`)\\1(?!`)");

    @Override
    protected ReportRenderer<? super ComplianceReport> renderer() {
        return Formats.markdown();
    }

    /** The headlines and what stands in code spans, where a bar is written with a backslash. */
    @Override
    protected String textOf(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        String headline = text.lines().findFirst().orElseThrow();
        return headline + "\n"
                + CODE.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .map(code -> code.replace("\\|", "|"))
                        .collect(Collectors.joining("\n"));
    }

    @Override
    protected String asShown(String text) {
        return text.replace('\n', ' ').replace('\u202E', '\uFFFD');
    }
}
