package org.srmap.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.Inputs;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.OutputOptions;
import org.srmap.cli.options.RelevanceOptions;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.Progress;
import org.srmap.cli.terminal.UsageException;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;
import org.srmap.saliency.SaliencyParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap saliency}: the SR stage on maps from elsewhere. */
@Command(
        name = "saliency",
        description = "Turns relevance maps of any tool into SR maps and attention areas.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Per map STEM it writes STEM.sr.npy (height x width, 0 to 1), STEM.png and STEM.json (areas).",
            "",
            "Examples:",
            "  srmap saliency relevance.npy --out areas",
            "  srmap saliency maps/ --saliency absolute"
        })
public final class SaliencyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "MAP",
            description = "an .npy array H x W or H x W x C, a picture, or a folder of them")
    private List<Path> maps = new ArrayList<>();

    @Option(
            names = "--saliency",
            paramLabel = "INPUT",
            defaultValue = "relevance",
            description = "what the stage looks at: relevance (positive channel sum), absolute, channels (the map as it"
                    + " is, each channel on its own), or paper [${DEFAULT-VALUE}; pictures: channels]")
    private String saliency = "";

    @Option(
            names = "--threshold",
            paramLabel = "T",
            defaultValue = "0.1",
            description = "where attention areas begin: a fraction of the largest SR value, abs:V, top:PERCENT or otsu"
                    + " [${DEFAULT-VALUE}]")
    private String threshold = "0.1";

    @Option(names = "--threads", paramLabel = "N", description = "threads [number of cores]")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "folder of results [${DEFAULT-VALUE}]")
    private Path out = Path.of("out");

    @Option(names = "--quiet", description = "say nothing but errors")
    private boolean quiet;

    @Option(names = "--verbose", description = "stack traces of errors")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        AreaThreshold areaThreshold = RelevanceOptions.threshold(threshold);
        int count = OptionValue.threads(threads);
        Map<String, Path> files = Inputs.find(maps);
        OutputOptions.prepareFolder(out);
        ContextAwareSaliency stage = new ContextAwareSaliency(SaliencyParameters.defaults(), count);
        SaliencyResult.Writer writer = new SaliencyResult.Writer(out, stage, areaThreshold);
        int failed = 0;
        try (Progress progress = new Progress(err, files.size(), quiet)) {
            for (Map.Entry<String, Path> entry : files.entrySet()) {
                try {
                    SaliencyMap map = SaliencyMap.read(entry.getValue());
                    String words = writer.write(entry.getKey(), map, input(map));
                    progress.clear();
                    say(entry.getValue() + ": " + words);
                } catch (IOException | RuntimeException | OutOfMemoryError e) {
                    failed++;
                    progress.clear();
                    String message = Failures.message(e);
                    String file = entry.getValue().toString();
                    err.println("srmap: " + (message.startsWith(file) ? message : file + ": " + message));
                    if (verbose) {
                        e.printStackTrace(err);
                    }
                }
                progress.step();
            }
        }
        return failed > 0 ? 1 : 0;
    }

    private void say(String line) {
        if (!quiet) {
            PrintWriter text = spec.commandLine().getOut();
            text.println(line);
            text.flush();
        }
    }

    /** What the stage looks at; null for the map as it is. */
    private @org.jspecify.annotations.Nullable SaliencyInput input(SaliencyMap map) {
        boolean given = !spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(o -> o.longestName().equals("--saliency"))
                .toList()
                .isEmpty();
        String wanted = given ? saliency : map.isPicture() ? "channels" : "relevance";
        return switch (wanted) {
            case "relevance" -> SaliencyInput.RELEVANCE;
            case "absolute" -> SaliencyInput.ABSOLUTE_RELEVANCE;
            case "paper" -> SaliencyInput.PAPER;
            case "channels" -> null;
            default -> throw new UsageException("--saliency " + saliency + ": relevance, absolute, channels or paper");
        };
    }
}
