package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.srmap.page.Axis;
import org.srmap.page.Html;
import org.srmap.page.Svg;

/**
 * Curves over the share of the picture that is perturbed, with what they are below them. Colours tell methods apart,
 * dashes which map of the method it is.
 */
final class CurvePlot {
    private static final double WIDTH = 380;
    private static final double HEIGHT = 250;
    private static final double LEFT = 36;
    private static final double RIGHT = 8;
    private static final int COLOURS = 10;

    /**
     * A curve.
     *
     * @param method what made the map
     * @param map which map of it
     * @param values from nothing to everything perturbed, at equal distances
     */
    record Curve(String method, String map, double[] values) {
        private String name() {
            return method + (map.equals(MapKind.PLAIN.id()) ? "" : ", " + map);
        }
    }

    private CurvePlot() {}

    static Html of(String title, List<Curve> curves) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Curve curve : curves) {
            for (double value : curve.values()) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        Axis up = Axis.around(least, most, HEIGHT - 26, 8);
        Axis along = new Axis(0, 1, LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        for (double mark : up.marks()) {
            svg.line("grid", LEFT, up.at(mark), WIDTH - RIGHT, up.at(mark));
            svg.text("soft", "end", LEFT - 6, up.at(mark) + 4, up.text(mark));
        }
        for (double mark : along.marks()) {
            svg.text("soft", "middle", along.at(mark), HEIGHT - 8, along.text(mark));
        }
        Html keys = new Html().open("p", "class", "keys");
        List<String> methods = new ArrayList<>();
        for (Curve curve : curves) {
            if (!methods.contains(curve.method())) {
                methods.add(curve.method());
            }
            String style = "curve d-" + curve.map() + " c" + methods.indexOf(curve.method()) % COLOURS;
            svg.polyline(style, points(curve, along, up), curve.name());
            keys.open("span").add(new Svg(26, 8, "").line(style, 0, 4, 26, 4).html());
            keys.foreign(curve.name()).close("span");
        }
        return svg.html().add(keys.close("p"));
    }

    private static String points(Curve curve, Axis along, Axis up) {
        StringBuilder points = new StringBuilder();
        for (int k = 0; k < curve.values().length; k++) {
            double x = along.at((double) k / (curve.values().length - 1));
            points.append(Svg.format("%.1f,%.1f ", x, up.at(curve.values()[k])));
        }
        return points.toString().strip();
    }
}
