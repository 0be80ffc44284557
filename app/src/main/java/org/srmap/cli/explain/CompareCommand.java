package org.srmap.cli.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.Target;
import org.srmap.cli.options.AreaOptions;
import org.srmap.cli.options.Inputs;
import org.srmap.cli.options.MethodList;
import org.srmap.cli.options.MethodText;
import org.srmap.cli.options.ModelList;
import org.srmap.cli.options.TargetList;
import org.srmap.cli.options.TargetOption;
import org.srmap.cli.options.ThreadsOption;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.FileRun;
import org.srmap.cli.terminal.UsageException;
import org.srmap.cli.terminal.Verbosity;
import org.srmap.graph.ModelException;
import org.srmap.image.Photo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap compare}: photos through several models or methods, side by side. */
@Command(
        name = "compare",
        description = "Shows side by side where several classifiers looked in a photo, or one by several methods.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Per photo STEM it writes STEM.png (a column for each model and method) and STEM.json (all of it in",
            "numbers, and how much the SR maps are alike).",
            "",
            "Examples:",
            "  srmap compare photo.jpg --models alexnet,vgg16",
            "  srmap compare photos/ --models a.onnx,b.onnx --class-names imagenet --out compared",
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
    private ModelList several = new ModelList();

    @Mixin
    private MethodList methods = new MethodList();

    @Mixin
    private TargetOption target = new TargetOption();

    @Mixin
    private AreaOptions areas = new AreaOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private DrawOptions draw = new DrawOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    @Override
    public Integer call() throws IOException {
        Set<String> kinds = output.kinds();
        if (kinds.contains("npy")) {
            throw new UsageException("--write npy: compare writes png and json; srmap explain writes arrays");
        }
        ComparisonWriter writer = new ComparisonWriter(output.out(), kinds, draw.style());
        List<ExplainerSettings> settings = settings();
        Map<String, Path> files = Inputs.find(inputs);
        TargetList wanted = target.read(files.values());
        Map<String, Model> models = several.load();
        if (models.size() * settings.size() > MOST) {
            throw new UsageException(models.size() + " models by " + settings.size() + " methods: at most " + MOST
                    + " fit in one picture");
        }
        output.prepareFolder();
        PrintWriter err = spec.commandLine().getErr();
        models.forEach((name, model) -> verbosity.notes(err, name, model.assumptions()));
        try (Variants variants = Variants.open(models, settings, wanted);
                FileRun run = new FileRun(spec.commandLine().getOut(), err, verbosity, files.size())) {
            compareAll(variants, files, writer, run);
            return run.end("photos", output.out());
        }
    }

    private List<ExplainerSettings> settings() {
        List<ExplainerSettings> settings = new ArrayList<>();
        for (MethodText method : methods.methods()) {
            settings.add(ExplainerSettings.defaults()
                    .withMethod(method.method())
                    .withPrecision(methods.precision())
                    .withThreshold(areas.threshold())
                    .withThreads(threads.count()));
        }
        return settings;
    }

    private static void compareAll(Variants variants, Map<String, Path> files, ComparisonWriter writer, FileRun run) {
        files.forEach((stem, file) -> {
            try {
                if (Inputs.isArray(file)) {
                    throw new IOException(file + ": an array fits one model only; a photo is needed");
                }
                Photo photo = Photo.read(file);
                Comparison comparison = variants.compare(file, photo);
                writer.write(stem, photo, comparison);
                run.say(comparison.inWords(file.toString()));
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                run.failed(file.toString(), e);
            }
            run.step();
        });
    }

    /** Every model with every method, ready to explain. */
    private record Variants(List<String> names, List<Explainer> explainers, TargetList target)
            implements AutoCloseable {
        /** Classes that a model does not have are found before anything is computed. */
        static Variants open(Map<String, Model> models, List<ExplainerSettings> settings, TargetList target) {
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
                target.check(explainer.labels());
            } catch (ModelException e) {
                throw new ModelException(name + ": " + Failures.message(e));
            } catch (IllegalArgumentException | UsageException e) {
                throw new UsageException(name + ": " + Failures.message(e));
            }
        }

        Comparison compare(Path file, Photo photo) throws IOException {
            List<Explanation> all = new ArrayList<>();
            for (Explainer explainer : explainers) {
                Target one = target.of(file, explainer.labels()).get(0);
                all.add(explainer.explain(photo, one));
            }
            return new Comparison(names, all);
        }

        @Override
        public void close() {
            explainers.forEach(Explainer::close);
        }
    }
}
