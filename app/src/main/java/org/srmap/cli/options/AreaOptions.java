package org.srmap.cli.options;

import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.saliency.AreaThreshold;
import picocli.CommandLine.Option;

/** Where attention areas begin. */
@OptionGroup("SR map and attention areas")
public final class AreaOptions {
    private static final String NAME = "--threshold";

    @Option(
            names = NAME,
            paramLabel = "T",
            defaultValue = "0.1",
            description = "where attention areas begin: a fraction of the largest SR value, abs:V, top:PERCENT or otsu"
                    + " [${DEFAULT-VALUE}]")
    private String threshold = "0.1";

    /** The threshold. */
    public AreaThreshold threshold() {
        return read(threshold);
    }

    /**
     * Reads a threshold of attention areas.
     *
     * @throws UsageException when it is none
     */
    public static AreaThreshold read(String text) {
        try {
            if (text.equalsIgnoreCase("otsu")) {
                return new AreaThreshold.Otsu();
            } else if (text.startsWith("abs:")) {
                return new AreaThreshold.Absolute(Double.parseDouble(text.substring(4)));
            } else if (text.startsWith("top:")) {
                return new AreaThreshold.Percentile(100 - Double.parseDouble(text.substring(4)));
            }
            return new AreaThreshold.Relative(Double.parseDouble(text));
        } catch (IllegalArgumentException e) {
            throw new UsageException(NAME + " " + text
                    + ": a fraction of the largest SR value (0 to 1), abs:V (0 to 1), top:PERCENT (0 to 100) or otsu");
        }
    }
}
