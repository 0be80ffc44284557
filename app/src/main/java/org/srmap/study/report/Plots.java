package org.srmap.study.report;

import java.util.List;
import java.util.Locale;
import org.srmap.study.read.Gallery;
import org.srmap.study.read.Measure;

/** Plots as SVG in the page; colours come from the page's style, so that they fit light and dark. */
final class Plots {
    /** Bins of a histogram. */
    static final int BINS = 24;

    private static final int WIDTH = 300;
    private static final int HEIGHT = 130;
    private static final int FLOOR = 110;

    private Plots() {}

    /** A bar as long as a share. */
    static Html bar(double share) {
        String length = String.format(Locale.ROOT, "%.1f", 100 * Math.max(0, Math.min(1, share)));
        return new Html()
                .open(
                        "svg",
                        "class",
                        "bar",
                        "viewBox",
                        "0 0 100 8",
                        "preserveAspectRatio",
                        "none",
                        "aria-hidden",
                        "true")
                .open("rect", "class", "ground", "width", "100", "height", "8")
                .close("rect")
                .open("rect", "width", length, "height", "8")
                .close("rect")
                .close("svg");
    }

    /** Distribution of a measure for one model: right ones filled, wrong ones as a line, each as shares of its own. */
    static Html histogram(String model, Measure measure, List<Gallery.Histogram> all) {
        double highest = 0;
        for (Gallery.Histogram one : all) {
            long total = java.util.Arrays.stream(one.counts()).sum();
            for (long count : one.counts()) {
                highest = Math.max(highest, (double) count / Math.max(1, total));
            }
        }
        Html html = new Html().open("figure", "class", "plot");
        html.open("figcaption").foreign(model).close("figcaption");
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "aria-label",
                inWords(model, measure, all));
        for (Gallery.Histogram one : all) {
            html.open("path", "class", kind(one.correct()), "d", path(one.counts(), highest))
                    .close("path");
        }
        html.open("line", "class", "axis", "x1", "0", "x2", "" + WIDTH, "y1", "" + FLOOR, "y2", "" + FLOOR)
                .close("line");
        for (int i = 0; i <= 4; i++) {
            String anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
            String tick = String.format(Locale.ROOT, measure.high() < 1 ? "%.2f" : "%.2g", measure.high() * i / 4);
            html.element("text", tick, "x", "" + WIDTH * i / 4, "y", "" + (HEIGHT - 4), "text-anchor", anchor);
        }
        return html.close("svg").close("figure");
    }

    private static String kind(@org.jspecify.annotations.Nullable Boolean correct) {
        return correct == null ? "unknown" : correct ? "right" : "wrong";
    }

    private static String path(long[] counts, double highest) {
        long total = Math.max(1, java.util.Arrays.stream(counts).sum());
        StringBuilder path = new StringBuilder("M0 " + FLOOR);
        for (int i = 0; i < counts.length; i++) {
            double share = (double) counts[i] / total;
            double y = FLOOR - (highest > 0 ? (FLOOR - 6) * share / highest : 0);
            double left = (double) WIDTH * i / counts.length;
            double right = (double) WIDTH * (i + 1) / counts.length;
            path.append(String.format(Locale.ROOT, "L%.1f %.1fL%.1f %.1f", left, y, right, y));
        }
        return path.append("L" + WIDTH + " " + FLOOR).toString();
    }

    private static String inWords(String model, Measure measure, List<Gallery.Histogram> all) {
        StringBuilder words = new StringBuilder(measure.title() + ", " + model);
        for (Gallery.Histogram one : all) {
            long total = java.util.Arrays.stream(one.counts()).sum();
            long below = 0;
            int bin = 0;
            while (bin < one.counts().length && 2 * (below + one.counts()[bin]) < total) {
                below += one.counts()[bin++];
            }
            double median = measure.high() * (bin + 0.5) / one.counts().length;
            words.append(String.format(
                    Locale.ROOT, "; %s: %d photos, median about %.2f", kind(one.correct()), total, median));
        }
        return words.toString();
    }
}
