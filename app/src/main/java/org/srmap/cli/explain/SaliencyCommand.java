package org.srmap.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.AreaOptions;
import org.srmap.cli.options.Inputs;
import org.srmap.cli.options.OutFolder;
import org.srmap.cli.options.ThreadsOption;
import org.srmap.cli.terminal.FileRun;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;
import org.srmap.saliency.SaliencyParameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            description = "what the stage looks at: relevance (positive channel sum), absolute, channels (the map as it"
                    + " is, each channel on its own), or paper [relevance; pictures: channels]")
    @OptionGroup("SR map and attention areas")
    private @Nullable String saliency;

    @Mixin
    private AreaOptions areas = new AreaOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private OutFolder out = new OutFolder();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        AreaThreshold threshold = areas.threshold();
        ContextAwareSaliency stage = new ContextAwareSaliency(SaliencyParameters.defaults(), threads.count());
        Map<String, Path> files = Inputs.find(maps);
        out.prepare();
        SaliencyResult.Writer writer = new SaliencyResult.Writer(out.path(), stage, threshold);
        PrintWriter err = spec.commandLine().getErr();
        try (FileRun run = new FileRun(spec.commandLine().getOut(), err, verbosity, files.size())) {
            files.forEach((stem, file) -> {
                try {
                    SaliencyMap map = SaliencyMap.read(file);
                    run.say(file + ": " + writer.write(stem, map, input(map)) + System.lineSeparator());
                } catch (IOException | RuntimeException | OutOfMemoryError e) {
                    run.failed(file.toString(), e);
                }
                run.step();
            });
            return run.end("maps", out.path());
        }
    }

    private SaliencyInput input(SaliencyMap map) {
        String wanted = saliency != null ? saliency : map.picture() != null ? "channels" : "relevance";
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "relevance" -> SaliencyInput.RELEVANCE;
            case "absolute" -> SaliencyInput.ABSOLUTE_RELEVANCE;
            case "paper" -> SaliencyInput.PAPER;
            case "channels" -> SaliencyInput.CHANNELS;
            default -> throw new UsageException("--saliency " + wanted + ": relevance, absolute, channels or paper");
        };
    }
}
