package org.srmap.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.Target;
import org.srmap.cli.options.DrawOptions;
import org.srmap.cli.options.Inputs;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.OutputOptions;
import org.srmap.cli.options.RelevanceOptions;
import org.srmap.cli.options.SeveralModels;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.Progress;
import org.srmap.cli.terminal.UsageException;
import org.srmap.graph.ModelException;
import org.srmap.image.Photo;
import org.srmap.rule.Presets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap compare}: photos through several models or presets, side by side. */
@Command(
        name = "compare",
        description = "Shows side by side where several classifiers looked in a photo, or one by several presets.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Per photo STEM it writes STEM.png (a column for each model and preset) and STEM.json (all of it in numbers,",
            "and how much the SR maps are alike).",
            "",
            "Examples:",
            "  srmap compare photo.jpg --models alexnet,vgg16",
            "  srmap compare photos/ --models a.onnx,b.onnx --labels imagenet --out compared",
            "  srmap compare photo.jpg --lrp epsilon-plus-flat,gradient,grad-cam",
            "  srmap compare photo.jpg --models a.onnx,b.onnx --target \"golf ball\""
        })
public final class CompareCommand implements Callable<Integer> {
    private static final int MOST = 12;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "PHOTO", description = "a photo, or a folder of photos")
    private List<Path> inputs = new ArrayList<>();

    @Mixin
    private SeveralModels several = new SeveralModels();

    @Option(
            names = "--target",
            paramLabel = "CLASS",
            defaultValue = "top1",
            description = "which class to explain: top1 (of each model its own), rank2, an index, a label or a synset"
                    + " [${DEFAULT-VALUE}]")
    private String target = "top1";

    @Option(
            names = "--threshold",
            paramLabel = "T",
            defaultValue = "0.1",
            description = "where attention areas begin, as in explain [${DEFAULT-VALUE}]")
    private String threshold = "0.1";

    @Option(names = "--threads", paramLabel = "N", description = "threads [number of cores]")
    private @Nullable Integer threads;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private DrawOptions draw = new DrawOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Set<String> kinds = output.kinds();
        if (kinds.contains("npy")) {
            throw new UsageException("--write npy: compare writes png and json; srmap explain writes arrays");
        }
        Target wanted = wanted();
        ComparisonWriter writer = new ComparisonWriter(output.out(), kinds, draw.style());
        List<String> presets = several.presets(Presets.DEFAULT);
        List<ExplainerSettings> settings = settings(presets);
        Map<String, Path> files = Inputs.find(inputs);
        Map<String, Model> models = several.load();
        if (models.size() * presets.size() > MOST) {
            throw new UsageException(models.size() + " models by " + presets.size() + " presets: at most " + MOST
                    + " fit in one picture");
        }
        output.prepareFolder();
        notes(models, err);
        try (Variants variants = Variants.open(models, settings, wanted);
                Progress progress = new Progress(err, files.size(), output.quiet())) {
            return compareAll(variants, files, writer, progress);
        }
    }

    private Target wanted() {
        return OptionValue.read("--target", () -> Target.parse(target));
    }

    private List<ExplainerSettings> settings(List<String> presets) throws IOException {
        int count = OptionValue.threads(threads);
        List<ExplainerSettings> settings = new ArrayList<>();
        for (String preset : presets) {
            settings.add(ExplainerSettings.defaults()
                    .withMethod(RelevanceOptions.method(preset))
                    .withThreshold(RelevanceOptions.threshold(threshold))
                    .withThreads(count));
        }
        return settings;
    }

    private void notes(Map<String, Model> models, PrintWriter err) {
        if (!output.quiet()) {
            models.forEach((name, model) ->
                    model.assumptions().forEach(note -> err.println("srmap: note: " + name + ": " + note)));
        }
    }

    private int compareAll(Variants variants, Map<String, Path> files, ComparisonWriter writer, Progress progress) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int failed = 0;
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            Path file = entry.getValue();
            try {
                if (Inputs.isArray(file)) {
                    throw new IOException(file + ": an array fits one model only; a photo is needed");
                }
                Photo photo = Photo.read(file);
                Comparison comparison = variants.compare(photo);
                writer.write(entry.getKey(), photo, comparison);
                progress.clear();
                if (!output.quiet()) {
                    out.print(comparison.inWords(file.toString()));
                    out.flush();
                }
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                failed++;
                progress.clear();
                String message = Failures.message(e);
                err.println("srmap: " + (message.startsWith(file.toString()) ? message : file + ": " + message));
                if (output.verbose()) {
                    e.printStackTrace(err);
                }
            }
            progress.step();
        }
        if (failed > 0 && files.size() > 1) {
            err.println(
                    "srmap: " + failed + " of " + files.size() + " photos failed; the others are in " + output.out());
        } else if (failed == 0 && !output.quiet()) {
            out.println((files.size() == 1 ? "Written to " : files.size() + " photos written to ") + output.out());
        }
        return failed > 0 ? 1 : 0;
    }

    /** Every model with every preset, ready to explain. */
    private record Variants(List<String> names, List<Explainer> explainers, Target target) implements AutoCloseable {
        /** Classes that a model does not have are found before anything is computed. */
        static Variants open(Map<String, Model> models, List<ExplainerSettings> settings, Target target) {
            Variants variants = new Variants(new ArrayList<>(), new ArrayList<>(), target);
            try {
                for (Map.Entry<String, Model> model : models.entrySet()) {
                    for (ExplainerSettings one : settings) {
                        variants.add(model.getKey(), model.getValue(), one);
                    }
                }
                return variants;
            } catch (RuntimeException e) {
                variants.close();
                throw e;
            }
        }

        private void add(String name, Model model, ExplainerSettings settings) {
            try {
                Explainer explainer = Explainer.open(model, settings);
                names.add(name);
                explainers.add(explainer);
                target.indexOrRank(explainer.compiled().labels());
            } catch (ModelException e) {
                throw new ModelException(name + ": " + Failures.message(e));
            } catch (IllegalArgumentException e) {
                throw new UsageException(name + ": " + Failures.message(e));
            }
        }

        Comparison compare(Photo photo) {
            List<Explanation> all = new ArrayList<>();
            for (Explainer explainer : explainers) {
                all.add(explainer.explain(photo, target));
            }
            return new Comparison(names, all);
        }

        @Override
        public void close() {
            explainers.forEach(Explainer::close);
        }
    }
}
