package org.srmap.cli.explain;

import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.draw.MapStyle;
import picocli.CommandLine.Option;

/** How relevance is drawn. */
@OptionGroup("Pictures")
final class DrawOptions {
    @Option(
            names = "--colors",
            paramLabel = "NAME|LIST",
            description = "colours of the relevance: bwr, coldnhot, seismic, gray, hot, viridis, inferno, or a list"
                    + " #rrggbb,#rrggbb,... from low to high [bwr; absolute: hot; unaligned: viridis]")
    private @Nullable String colors;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "symmetric",
            description = "symmetric (zero in the middle), absolute (the sign is dropped) or unaligned (lowest to"
                    + " highest value) [${DEFAULT-VALUE}]")
    private String scale = "symmetric";

    @Option(
            names = "--clip",
            paramLabel = "PERCENT",
            defaultValue = "0.2",
            description = "percent of the strongest values that share the colour at the end [${DEFAULT-VALUE}]")
    private double clip = 0.2;

    MapStyle style() {
        MapStyle.Alignment alignment = OptionValue.read("--scale", () -> MapStyle.Alignment.named(scale));
        String named = colors;
        var colours =
                named == null ? alignment.usualColours() : OptionValue.read("--colors", () -> MapStyle.colours(named));
        return OptionValue.read("--clip", () -> new MapStyle(colours, alignment, clip));
    }
}
