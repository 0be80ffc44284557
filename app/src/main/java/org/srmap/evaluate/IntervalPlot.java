package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.page.Axis;
import org.srmap.page.Html;
import org.srmap.page.Svg;

/**
 * Means with their intervals, one below the other, over the middle half of the photos where that is known. Names stand
 * above their bars, so that a plot can be read on a telephone.
 */
final class IntervalPlot {
    private static final double WIDTH = 380;
    private static final double LEFT = 18;
    private static final double NUMBERS = 52;
    private static final double ROW = 16;
    private static final double NAME = 24;

    /**
     * A line of the plot.
     *
     * @param method what stands in front
     * @param map which colour
     * @param mean the dot
     * @param low begin of the bar
     * @param high end of the bar
     * @param values of the photos; null when they are not drawn
     */
    record Item(String method, String map, double mean, double low, double high, double @Nullable [] values) {
        private double quantile(double share) {
            double[] own = values == null ? new double[] {mean} : values.clone();
            Arrays.sort(own);
            return own[(int) Math.round(share * (own.length - 1))];
        }
    }

    private IntervalPlot() {}

    static Html of(String title, List<Item> items, boolean withZero) {
        double least = withZero ? 0 : Double.POSITIVE_INFINITY;
        double most = withZero ? 0 : Double.NEGATIVE_INFINITY;
        List<Double> rows = new ArrayList<>();
        double y = 2;
        String before = "";
        for (Item item : items) {
            y += item.method().equals(before) ? ROW : ROW + NAME;
            before = item.method();
            rows.add(y);
            least = Math.min(least, item.values() == null ? item.low() : Math.min(item.low(), item.quantile(0.25)));
            most = Math.max(most, item.values() == null ? item.high() : Math.max(item.high(), item.quantile(0.75)));
        }
        double bottom = y + 14;
        Axis axis = Axis.around(least, most, LEFT, WIDTH - NUMBERS);
        Svg svg = new Svg(WIDTH, bottom + 20, title);
        for (double mark : axis.marks()) {
            svg.line("grid", axis.at(mark), 4, axis.at(mark), bottom);
            svg.text("soft", "middle", axis.at(mark), bottom + 15, axis.text(mark));
        }
        if (withZero) {
            svg.line("zero", axis.at(0), 4, axis.at(0), bottom);
        }
        draw(svg, items, rows, axis, withZero ? "%+.3f" : "%.3f");
        return svg.html();
    }

    private static void draw(Svg svg, List<Item> items, List<Double> rows, Axis axis, String pattern) {
        String before = "";
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            double y = rows.get(i);
            String colour = " k-" + item.map();
            if (!item.method().equals(before)) {
                svg.text("", "start", 0, y - 13, shortened(item.method()));
            }
            before = item.method();
            if (item.values() != null) {
                double left = axis.at(item.quantile(0.25));
                double right = axis.at(item.quantile(0.75));
                double middle = axis.at(item.quantile(0.5));
                svg.box("spread" + colour, left, y - 5, Math.max(1, right - left), 10);
                svg.line("median" + colour, middle, y - 5, middle, y + 5);
            }
            svg.line("bar" + colour, axis.at(item.low()), y, axis.at(item.high()), y);
            String tip = Svg.format(
                    "%s, %s: %.3f (%.3f to %.3f)", item.method(), item.map(), item.mean(), item.low(), item.high());
            svg.dot("dot" + colour, axis.at(item.mean()), y, 4, tip);
            svg.text("value" + colour, "end", WIDTH, y + 4, Svg.format(pattern, item.mean()));
        }
    }

    private static String shortened(String method) {
        return method.length() > 50 ? method.substring(0, 49) + "…" : method;
    }
}
