package org.srmap.study.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.srmap.page.Html;
import org.srmap.page.Page;
import org.srmap.study.read.ResultRow;

/** All rows, a few hundred photos to a page. */
final class RowPages {
    private static final String[] HEAD = {
        "Photo", "Is", "Model", "Preset", "Says", "Probability", "Of the truth", "Areas", "Spread", "On the object"
    };

    private final ReportContext context;
    private final int pages;
    private List<ResultRow> waiting = new ArrayList<>();
    private int page;

    RowPages(ReportContext context) {
        this.context = context;
        pages = Math.max(1, (context.places().size() + ReportContext.ROWS - 1) / ReportContext.ROWS);
    }

    void write() throws IOException {
        try {
            context.gallery().all(this::take);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        flush();
    }

    private void take(ResultRow row) {
        int of = Math.floorDiv(context.places().getOrDefault(row.file(), 0), ReportContext.ROWS);
        if (of != page) {
            try {
                flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            page = of;
        }
        waiting.add(row);
    }

    private void flush() throws IOException {
        Html html =
                Pager.of(page, pages, number -> ReportContext.rowPage(number).substring("rows/".length()));
        html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "Rows");
        html.open("table", "class", "rows").open("thead").open("tr");
        for (String head : HEAD) {
            html.element("th", head, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (int i = 0; i < waiting.size(); ) {
            String file = waiting.get(i).file();
            int end = i;
            while (end < waiting.size() && waiting.get(end).file().equals(file)) {
                end++;
            }
            photo(html, waiting.get(i), end - i);
            for (int k = i; k < end; k++) {
                row(html, waiting.get(k), k == i);
            }
            i = end;
        }
        html.close("tbody").close("table").close("div");
        html.add(Pager.of(page, pages, number -> ReportContext.rowPage(number).substring("rows/".length())));
        context.pages()
                .write(
                        ReportContext.rowPage(page),
                        pages == 1 ? "Rows" : "Rows, page " + (page + 1) + " of " + pages,
                        List.of(new Page.Link("Study", "index.html")),
                        html);
        waiting = new ArrayList<>();
    }

    /** Begins the first row of a photo with what all its rows have in common. */
    private void photo(Html html, ResultRow first, int rows) {
        String rowspan = String.valueOf(rows);
        html.open("tr", "class", "first", "id", "p" + context.places().getOrDefault(first.file(), 0));
        html.open("th", "scope", "row", "rowspan", rowspan)
                .foreign(first.file())
                .close("th");
        html.open("td", "rowspan", rowspan, "class", "is");
        if (first.label() == null) {
            html.text("–");
        } else {
            html.open("a", "href", "../" + context.classPage(first.label()))
                    .foreign(context.name(first.label()))
                    .close("a");
        }
        html.close("td");
    }

    private static void row(Html html, ResultRow row, boolean first) {
        if (!first) {
            html.open("tr");
        }
        html.open("td", "class", "who").foreign(row.model()).close("td");
        html.open("td", "class", "who").foreign(row.preset()).close("td");
        if (row.error() != null) {
            html.open("td", "colspan", "6", "class", "error")
                    .foreign(row.error())
                    .close("td")
                    .close("tr");
            return;
        }
        List<ResultRow.Scored> top = row.prediction().top();
        html.open("td", "class", "says");
        PhotoCards.verdict(html, row.prediction().correct());
        html.foreign(top.isEmpty() ? null : top.get(0).name()).close("td");
        html.element("td", top.isEmpty() ? "–" : Html.percent(top.get(0).probability()), "class", "n");
        html.element("td", Html.percent(row.prediction().truthProbability()), "class", "n");
        html.element(
                "td",
                row.attention().areas() == null ? "–" : "" + row.attention().areas(),
                "class",
                "n");
        html.element("td", Html.number(row.attention().spread()), "class", "n");
        html.element("td", Html.percent(row.attention().inside()), "class", "n");
        html.close("tr");
    }
}
