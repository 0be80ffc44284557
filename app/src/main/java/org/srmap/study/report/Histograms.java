package org.srmap.study.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.page.Html;
import org.srmap.page.Svg;
import org.srmap.study.read.Gallery;
import org.srmap.study.read.Measure;

/** Histograms as SVG in the page; colours come from the page's style, so that they fit light and dark. */
final class Histograms {
    /** Bins of a histogram. */
    static final int BINS = 24;

    private static final int WIDTH = 300;
    private static final int HEIGHT = 130;
    private static final int FLOOR = 110;

    private Histograms() {}

    /** Distribution of a measure for one model: right ones filled, wrong ones as a line, each as shares of its own. */
    static Html of(String model, Measure measure, List<Gallery.Histogram> all) {
        double highest = 0;
        for (Gallery.Histogram one : all) {
            long total = Arrays.stream(one.counts()).sum();
            for (long count : one.counts()) {
                highest = Math.max(highest, (double) count / Math.max(1, total));
            }
        }
        Html html = new Html().open("figure", "class", "plot");
        html.open("figcaption").foreign(model).close("figcaption");
        Svg svg = new Svg(WIDTH, HEIGHT, inWords(model, measure, all));
        for (Gallery.Histogram one : all) {
            svg.path(kind(one.correct()), path(one.counts(), highest));
        }
        svg.line("axis", 0, FLOOR, WIDTH, FLOOR);
        for (int i = 0; i <= 4; i++) {
            String anchor = i == 0 ? "start" : i == 4 ? "end" : "middle";
            String tick = Svg.format(measure.high() < 1 ? "%.2f" : "%.2g", measure.high() * i / 4);
            svg.text("tick", anchor, WIDTH * i / 4.0, HEIGHT - 4, tick);
        }
        return html.add(svg.html()).close("figure");
    }

    private static String kind(@Nullable Boolean correct) {
        return correct == null ? "unknown" : correct ? "right" : "wrong";
    }

    private static String path(long[] counts, double highest) {
        long total = Math.max(1, Arrays.stream(counts).sum());
        StringBuilder path = new StringBuilder("M0 " + FLOOR);
        for (int i = 0; i < counts.length; i++) {
            double share = (double) counts[i] / total;
            double y = FLOOR - (highest > 0 ? (FLOOR - 6) * share / highest : 0);
            double left = (double) WIDTH * i / counts.length;
            double right = (double) WIDTH * (i + 1) / counts.length;
            path.append(Svg.format("L%.1f %.1fL%.1f %.1f", left, y, right, y));
        }
        return path.append("L" + WIDTH + " " + FLOOR).toString();
    }

    private static String inWords(String model, Measure measure, List<Gallery.Histogram> all) {
        StringBuilder words = new StringBuilder(measure.title() + ", " + model);
        for (Gallery.Histogram one : all) {
            long total = Arrays.stream(one.counts()).sum();
            long below = 0;
            int bin = 0;
            while (bin < one.counts().length && 2 * (below + one.counts()[bin]) < total) {
                below += one.counts()[bin++];
            }
            double median = measure.high() * (bin + 0.5) / one.counts().length;
            words.append(Svg.format("; %s: %d photos, median about %.2f", kind(one.correct()), total, median));
        }
        return words.toString();
    }
}
