package org.srmap.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers along a side of a plot.
 *
 * @param low number at the beginning
 * @param high number at the end
 * @param from pixel of the beginning
 * @param to pixel of the end
 */
public record Axis(double low, double high, double from, double to) {

    /** An axis that holds all numbers, with whole steps at its ends. */
    public static Axis around(double least, double most, double from, double to) {
        double span = most > least ? most - least : Math.max(Math.abs(most), 1) * 0.1;
        double step = step(span);
        return new Axis(
                Math.floor(least / step) * step, Math.ceil(most / step) * step + (most > least ? 0 : step), from, to);
    }

    private static double step(double span) {
        double raw = span / 5;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 5}) {
            if (raw <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** The pixel of a number. */
    public double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Where marks go. */
    public List<Double> marks() {
        double step = step(high - low);
        List<Double> marks = new ArrayList<>();
        for (double mark = Math.ceil(low / step - 1e-9) * step; mark <= high + step * 1e-9; mark += step) {
            marks.add(Math.abs(mark) < step * 1e-9 ? 0 : mark);
        }
        return marks;
    }

    /** A mark as text. */
    public String text(double mark) {
        double step = step(high - low);
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return Svg.format("%." + digits + "f", mark);
    }
}
