package org.srmap.study.report;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.page.Html;
import org.srmap.study.read.LookedRow;
import org.srmap.study.read.ResultRow;

/** Photos with what each model says and where it looked, side by side. */
final class PhotoCards {
    private static final String[][] PLACES = {
        {"upper left", "top", "upper right"}, {"left", "centre", "right"}, {"lower left", "bottom", "lower right"}
    };

    private final ReportContext context;

    PhotoCards(ReportContext context) {
        this.context = context;
    }

    /**
     * A list of photos.
     *
     * @param root path from the page to the root of the report
     * @param note a line about each photo; null for none
     */
    Html of(Collection<String> files, String root, java.util.function.Function<String, @Nullable String> note)
            throws IOException {
        Html html = new Html().open("div", "class", "cards");
        Map<String, List<LookedRow>> photos = context.gallery().photos(files, context.preset());
        for (Map.Entry<String, List<LookedRow>> photo : photos.entrySet()) {
            card(html, photo.getKey(), photo.getValue(), root, note.apply(photo.getKey()));
        }
        return html.close("div");
    }

    private void card(Html html, String file, List<LookedRow> rows, String root, @Nullable String note)
            throws IOException {
        List<LookedRow> ordered = rows.stream()
                .sorted(Comparator.comparingInt(
                        r -> context.models().indexOf(r.row().model())))
                .toList();
        html.open("article", "class", "card");
        html.open("h3");
        html.open("a", "href", root + context.rowOf(file))
                .foreign(file)
                .close("a")
                .close("h3");
        String label = ordered.isEmpty() ? null : ordered.get(0).row().label();
        if (label != null) {
            html.open("p", "class", "truth")
                    .text("is ")
                    .foreign(context.name(label))
                    .close("p");
        }
        if (note != null) {
            html.element("p", note, "class", "note");
        }
        Thumbnails.Thumbnail photo = thumbnail(file, ordered);
        html.open("div", "class", "looks");
        html.open("figure");
        picture(html, photo, root, "Photo " + file, null);
        html.element("figcaption", "Photo").close("figure");
        for (LookedRow row : ordered) {
            look(html, row, photo, root);
        }
        html.close("div").close("article");
    }

    private Thumbnails.Thumbnail thumbnail(String file, List<LookedRow> rows) throws IOException {
        ResultRow first = rows.isEmpty() ? null : rows.get(0).row();
        return context.thumbnails()
                .of(file, first == null ? null : first.width(), first == null ? null : first.height());
    }

    private void look(Html html, LookedRow looked, Thumbnails.Thumbnail photo, String root) throws IOException {
        ResultRow row = looked.row();
        html.open("figure");
        picture(html, photo, root, "", looked);
        html.open("figcaption").open("strong").foreign(row.model()).close("strong");
        if (row.error() != null) {
            html.open("span", "class", "error").foreign(row.error()).close("span");
        } else if (!row.prediction().top().isEmpty()) {
            ResultRow.Scored best = row.prediction().top().get(0);
            verdict(html, row.prediction().correct());
            html.open("span")
                    .foreign(best.name())
                    .text(" " + Html.percent(best.probability()))
                    .close("span");
            ResultRow.Attention a = row.attention();
            String where = "spread " + Html.number(a.spread())
                    + (a.inside() == null ? "" : ", " + Html.percent(a.inside()) + " on the object");
            html.element("small", where);
        }
        html.close("figcaption").close("figure");
    }

    /** A sign, and the word for those who do not see it. */
    static void verdict(Html html, @Nullable Boolean correct) {
        if (correct != null) {
            html.open("span", "class", correct ? "right" : "wrong")
                    .element("span", correct ? "✓" : "✗", "aria-hidden", "true")
                    .element("span", correct ? "right" : "wrong", "class", "hidden")
                    .close("span");
        }
    }

    private static void picture(
            Html html, Thumbnails.Thumbnail photo, String root, String alternative, @Nullable LookedRow looked)
            throws IOException {
        String width = String.valueOf(photo.width());
        String height = String.valueOf(photo.height());
        html.open("div", "class", looked == null ? "pic" : "pic look");
        if (photo.href() == null) {
            html.open(
                            "svg",
                            "class",
                            "none",
                            "viewBox",
                            "0 0 " + width + " " + height,
                            "role",
                            "img",
                            "aria-label",
                            alternative + " (not found)")
                    .element("text", "photo not found", "x", "50%", "y", "50%", "text-anchor", "middle")
                    .close("svg");
        } else {
            html.open(
                    "img",
                    "loading",
                    "lazy",
                    "decoding",
                    "async",
                    "src",
                    root + photo.href(),
                    "width",
                    width,
                    "height",
                    height,
                    "alt",
                    alternative);
        }
        if (looked != null && looked.sr() != null) {
            html.open(
                    "img",
                    "class",
                    "heat",
                    "src",
                    HeatPicture.overPhoto(looked.sr()),
                    "width",
                    "32",
                    "height",
                    "32",
                    "alt",
                    inWords(looked.row()));
        }
        html.close("div");
    }

    private static String inWords(ResultRow row) {
        ResultRow.Attention a = row.attention();
        String focus = a.focusX() == null || a.focusY() == null ? "" : ", most at the " + place(a.focusX(), a.focusY());
        return "Where " + row.model() + " looked" + focus;
    }

    private static String place(double x, double y) {
        return PLACES[third(y)][third(x)];
    }

    private static int third(double position) {
        return (int) Math.max(0, Math.min(2, Math.floor(3 * position)));
    }
}
