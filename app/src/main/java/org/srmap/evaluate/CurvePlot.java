package org.srmap.evaluate;

import java.util.List;

/** Curves over the share of the picture that is perturbed. */
final class CurvePlot {
    private static final double WIDTH = 560;
    private static final double HEIGHT = 320;
    private static final double LEFT = 46;
    private static final double RIGHT = 150;
    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2");

    /**
     * A curve.
     *
     * @param method what made the map
     * @param map which map of it
     * @param values from nothing to everything perturbed, at equal distances
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Curve(String method, String map, double[] values) {}

    private CurvePlot() {}

    static String of(String title, List<Curve> curves) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (double value : curve.values()) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        Axis up = Axis.around(least, most, HEIGHT - 30, 10);
        Axis along = new Axis(0, 1, LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, Math.max(HEIGHT, 24 + 15 * curves.size()), title);
        for (double mark : up.marks()) {
            svg.line("grid", LEFT, up.at(mark), WIDTH - RIGHT, up.at(mark));
            svg.text("soft", "end", LEFT - 6, up.at(mark) + 4, up.text(mark));
        }
        for (double mark : along.marks()) {
            svg.text("soft", "middle", along.at(mark), HEIGHT - 12, along.text(mark));
        }
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            StringBuilder points = new StringBuilder();
            for (int k = 0; k < curve.values().length; k++) {
                double x = along.at((double) k / (curve.values().length - 1));
                points.append(Svg.format("%.1f,%.1f ", x, up.at(curve.values()[k])));
            }
            String style = "curve k-" + curve.map() + " d" + i % DASHES.size();
            String name = curve.method() + (curve.map().equals("map") ? "" : ", " + curve.map());
            svg.path(style, points.toString().strip(), name);
            double y = 18 + 15 * i;
            svg.line(style, WIDTH - RIGHT + 8, y - 4, WIDTH - RIGHT + 32, y - 4);
            svg.text("", "start", WIDTH - RIGHT + 36, y, name.length() > 22 ? name.substring(0, 21) + "…" : name);
        }
        return svg.toString();
    }

    /** Rules of the page for the dashes of the curves. */
    static String style() {
        StringBuilder css = new StringBuilder();
        for (int i = 1; i < DASHES.size(); i++) {
            css.append(".d")
                    .append(i)
                    .append(" { stroke-dasharray: ")
                    .append(DASHES.get(i))
                    .append("; }\n");
        }
        return css.toString();
    }
}
