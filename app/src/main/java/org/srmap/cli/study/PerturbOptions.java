package org.srmap.cli.study;

import java.util.ArrayList;
import java.util.List;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.eval.Filling;
import org.srmap.evaluate.EvaluationSettings;
import picocli.CommandLine.Option;

/** How pictures are perturbed by the metrics that do so. */
@OptionGroup("Perturbing metrics")
final class PerturbOptions {
    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "20",
            description = "points of every curve of perturbed pictures [${DEFAULT-VALUE}]")
    private int steps = 20;

    @Option(
            names = "--region",
            paramLabel = "PIXELS",
            defaultValue = "16",
            description = "side of the regions that flipping replaces [${DEFAULT-VALUE}]")
    private int region = 16;

    @Option(
            names = "--fill",
            paramLabel = "FILL",
            split = ",",
            description = "what flipped regions become, comma-separated: mean, black, blur, noise, inpaint [mean]")
    private List<String> fills = new ArrayList<>(List.of("mean"));

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "perturbed pictures that go through the model at a time [${DEFAULT-VALUE}]")
    private int batch = 16;

    @Option(
            names = "--grid",
            paramLabel = "N",
            defaultValue = "2",
            description = "photos along each side of a mosaic, for grid [${DEFAULT-VALUE}]")
    private int grid = 2;

    /** Checks and reads them. */
    EvaluationSettings.Perturbing read() {
        OptionValue.within("--steps", steps, 1, 1000);
        OptionValue.within("--region", region, 1, 512);
        OptionValue.within("--batch", batch, 1, 4096);
        OptionValue.within("--grid", grid, 2, 8);
        return OptionValue.read("--fill", () -> {
            List<Filling> named = fills.stream().map(Filling::named).distinct().toList();
            return new EvaluationSettings.Perturbing(steps, region, named, batch, grid);
        });
    }
}
