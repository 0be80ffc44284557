package org.srmap.study.report;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.srmap.page.Html;
import org.srmap.study.read.Findings;

/** What models of a study disagree about: every pair in numbers, and a few photos of the first two. */
record DisagreementSection(ReportContext context) {
    private static final int FEW = 6;

    /** Adds the section to the page. */
    void add(Html html) throws IOException {
        IndexPage.section(html, "disagreements", "Where they disagree");
        html.element(
                "p", "Photos that one model gets right and the other wrong, and where each looked.", "class", "about");
        for (int i = 0; i < context.models().size(); i++) {
            for (int k = i + 1; k < context.models().size(); k++) {
                pair(html, context.models().get(i), context.models().get(k));
            }
        }
        String a = context.models().get(0);
        String b = context.models().get(1);
        few(html, a, b);
        few(html, b, a);
        html.close("section");
    }

    private void pair(Html html, String a, String b) throws IOException {
        long[] counts = context.gallery().agreement(a, b);
        html.open("div", "class", "wide").open("table", "class", "agree").open("caption");
        html.foreign(a).text(" and ").foreign(b);
        html.text(", " + Html.count(LongStream.of(counts).sum()) + " photos that both can be right about")
                .close("caption");
        html.open("tr").element("th", "Both right", "scope", "row").element("td", Html.count(counts[0]), "class", "n");
        html.open("td").close("td").close("tr");
        only(html, a, b, counts[1]);
        only(html, b, a, counts[2]);
        html.open("tr").element("th", "Both wrong", "scope", "row").element("td", Html.count(counts[3]), "class", "n");
        html.open("td").close("td").close("tr").close("table").close("div");
    }

    private void only(Html html, String right, String wrong, long count) {
        html.open("tr")
                .open("th", "scope", "row")
                .text("Only ")
                .foreign(right)
                .text(" right")
                .close("th");
        html.element("td", Html.count(count), "class", "n").open("td");
        if (count > 0) {
            html.open("a", "href", context.galleryPage(right, wrong, 0))
                    .text("See them")
                    .open("span", "class", "hidden")
                    .text(": only ")
                    .foreign(right)
                    .text(" right")
                    .close("span")
                    .close("a");
        }
        html.close("td").close("tr");
    }

    private void few(Html html, String right, String wrong) throws IOException {
        List<Findings.Disagreement> found = context.run().disagreements(right, wrong, FEW + 1, 0);
        if (found.isEmpty()) {
            return;
        }
        boolean more = found.size() > FEW;
        html.open("h3")
                .foreign(right)
                .text(" right, ")
                .foreign(wrong)
                .text(" wrong")
                .close("h3");
        List<String> files =
                found.stream().limit(FEW).map(Findings.Disagreement::file).toList();
        html.add(new PhotoCards(context).of(files, "", file -> null));
        if (more) {
            html.open("p")
                    .open("a", "href", context.galleryPage(right, wrong, 0))
                    .text("More of them")
                    .close("a")
                    .close("p");
        }
    }
}
