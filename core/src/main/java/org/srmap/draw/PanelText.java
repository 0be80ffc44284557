package org.srmap.draw;

import java.util.Locale;
import org.srmap.draw.Panel.Words;

/** Headline and footer of a panel. */
final class PanelText {
    /** Room that the headline takes, with the space above it. */
    static final int HEADLINE_HEIGHT = 72;
    /** Room that the footer takes, with the space below it. */
    static final int FOOTER_HEIGHT = 56;

    private static final double CLASS_SIZE = 34;
    private static final double PROBABILITY_SIZE = 28;
    private static final double PRESET_SIZE = 18;

    private PanelText() {}

    /** Class and probability at the left, the preset at the right; a long class name gives way. */
    static void headline(Canvas canvas, Words words, int x, int width) {
        double baseline = 62;
        String preset = Typeface.REGULAR.fit(words.preset(), PRESET_SIZE, width * 0.3);
        double presetWidth = Typeface.REGULAR.width(preset, PRESET_SIZE);
        canvas.text(Typeface.REGULAR, preset, x + width - presetWidth, baseline, PRESET_SIZE, Panel.FAINT_INK);

        String probability = percent(words.probability());
        double probabilityWidth = Typeface.REGULAR.width(probability, PROBABILITY_SIZE);
        double room = width - presetWidth - probabilityWidth - 60;
        String name = Typeface.BOLD.fit(words.className(), CLASS_SIZE, room);
        canvas.text(Typeface.BOLD, name, x, baseline, CLASS_SIZE, Panel.INK);
        double after = x + Typeface.BOLD.width(name, CLASS_SIZE) + 20;
        canvas.text(Typeface.REGULAR, probability, after, baseline, PROBABILITY_SIZE, Panel.FAINT_INK);
    }

    static void footer(Canvas canvas, String text, int x, int bottom, int width) {
        canvas.textFitted(Typeface.REGULAR, text, x, bottom - 24, 15, width, Panel.FAINT_INK);
    }

    /** With one digit after the point; never 100 % or 0 % unless it is. */
    static String percent(double probability) {
        if (Double.isNaN(probability)) {
            return "";
        }
        if (probability > 0 && probability < 0.0005) {
            return "< 0.1 %";
        }
        if (probability < 1 && probability >= 0.9995) {
            return "> 99.9 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", probability * 100);
    }
}
