package org.srmap.study.report;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.srmap.page.Html;
import org.srmap.page.Page;
import org.srmap.study.read.Findings;

/** Photos that one model gets right and another one wrong. */
record GalleryPages(ReportContext context) {
    private static final int EACH = 24;

    void write(String right, String wrong) throws IOException {
        long total = context.run().countDisagreements(right, wrong);
        int shown = (int) Math.min(total, context.most());
        int pages = Math.max(1, (shown + EACH - 1) / EACH);
        for (int page = 0; page < pages; page++) {
            int from = page * EACH;
            List<Findings.Disagreement> found =
                    context.run().disagreements(right, wrong, Math.min(EACH, shown - from), from);
            write(right, wrong, found, new Part(page, pages, shown, total));
        }
    }

    private record Part(int page, int pages, int shown, long total) {}

    private void write(String right, String wrong, List<Findings.Disagreement> found, Part part) throws IOException {
        Html html = new Html();
        html.open("p", "class", "lead");
        if (part.total() == 0) {
            html.text("There is no photo that ")
                    .foreign(right)
                    .text(" gets right and ")
                    .foreign(wrong)
                    .text(" wrong.");
        } else {
            html.text(Html.count(part.total()) + (part.total() == 1 ? " photo" : " photos") + " that ")
                    .foreign(right)
                    .text(" gets right and ")
                    .foreign(wrong)
                    .text(" wrong, the clearest first");
            html.text(part.shown() < part.total() ? "; the first " + Html.count(part.shown()) + " are shown." : ".");
        }
        html.close("p");
        Html pager = pager(right, wrong, part);
        html.add(pager);
        Map<String, String> margins = new HashMap<>();
        found.forEach(d -> margins.put(
                d.file(), String.format(Locale.ROOT, "truth more probable by %.0f points", 100 * d.margin())));
        html.add(new PhotoCards(context)
                .of(found.stream().map(Findings.Disagreement::file).toList(), "../", margins::get));
        html.add(pager);
        context.pages()
                .write(
                        context.galleryPage(right, wrong, part.page()),
                        right + " right, " + wrong + " wrong",
                        List.of(new Page.Link("Study", "index.html")),
                        html);
    }

    private Html pager(String right, String wrong, Part part) {
        return Pager.of(
                part.page(),
                part.pages(),
                number -> context.galleryPage(right, wrong, number).substring("disagreements/".length()));
    }
}
