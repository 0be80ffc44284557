package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerInfo;
import org.srmap.ExplainerSettings;
import org.srmap.Keep;
import org.srmap.Model;
import org.srmap.attribution.Cam;
import org.srmap.attribution.Lrp;
import org.srmap.attribution.Method;
import org.srmap.attribution.Methods;
import org.srmap.cli.terminal.UsageException;
import org.srmap.lrp.Precision;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;
import org.srmap.rule.Composite;
import org.srmap.rule.CompositeReader;
import org.srmap.rule.Dialect;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;
import org.srmap.runtime.SessionSettings;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.SaliencyInput;
import picocli.CommandLine.Option;

/** How relevance is computed and what is made of it. */
public final class RelevanceOptions {
    private static final int MOST_BYTES = 1 << 20;

    @Option(
            names = "--lrp",
            paramLabel = "METHOD|FILE",
            description = "a preset of relevance rules, a YAML/JSON composite, or a baseline such as grad-cam or"
                    + " smoothgrad:n=50,sigma=0.1; an unknown name lists all [" + Presets.DEFAULT
                    + "; an explainer file has its own]")
    private @Nullable String lrp;

    @Option(
            names = "--dialect",
            paramLabel = "PROGRAM",
            defaultValue = "zennit",
            description = "whose reading of the rules, where programs differ: zennit, innvestigate, captum,"
                    + " relevance-propagation-jl, lrp-toolbox (docs/rules.md) [${DEFAULT-VALUE}]")
    private String dialect = "zennit";

    @Option(
            names = "--initial",
            paramLabel = "WHAT",
            description = "initial relevance at the target: logit, one, probability, difference (to the strongest other"
                    + " class, see --against), or an .npy array with a number for each class [what the method is meant"
                    + " for]")
    private @Nullable String initial;

    @Option(
            names = "--at",
            paramLabel = "NODE",
            description =
                    "write the relevance of this node's output too (STEM.relevance.NODE.npy), may be repeated; with"
                            + " grad-cam and layer-cam: the layer")
    private List<String> at = new ArrayList<>();

    @Option(
            names = "--keep",
            paramLabel = "CONDITION",
            description = "let only a part of a node's relevance pass, may be repeated: NODE:channels=1,5,7 or"
                    + " NODE:region=x0,y0,x1,y1 (places of its feature map)")
    private List<String> keep = new ArrayList<>();

    @Option(
            names = "--saliency",
            paramLabel = "INPUT",
            defaultValue = "relevance",
            description = "what the SR stage looks at: relevance, absolute, paper, or none [${DEFAULT-VALUE}]")
    private String saliency = "relevance";

    @Option(
            names = "--threshold",
            paramLabel = "T",
            defaultValue = "0.1",
            description = "where attention areas begin: a fraction of the largest SR value, abs:V, top:PERCENT or otsu"
                    + " [${DEFAULT-VALUE}]")
    private String threshold = "0.1";

    @Option(
            names = "--precision",
            paramLabel = "WHAT",
            defaultValue = "auto",
            description = "arithmetic of the forward pass: float32; float64, so that no ReLU and no pooling window is"
                    + " decided by rounding; or auto, which is float64 for gradients [${DEFAULT-VALUE}]")
    private String precision = "auto";

    @Option(names = "--threads", paramLabel = "N", description = "threads [number of cores]")
    private @Nullable Integer threads;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "cpu, or cuda where ONNX Runtime's GPU build is on the class path [${DEFAULT-VALUE}]")
    private String device = "cpu";

    @Option(names = "--no-proof", description = "do not check that the rewritten network gives the model's own logits")
    private boolean noProof;

    /** The settings that these options ask for. */
    public ExplainerSettings settings() throws IOException {
        Method method = inDialect(method(lrp == null ? Presets.DEFAULT : lrp), dialect);
        List<String> nodes = at;
        if (method instanceof Cam cam && at.size() == 1) {
            method = cam.withLayer(at.get(0));
            nodes = List.of();
        }
        return ExplainerSettings.defaults()
                .withMethod(method)
                .withRelevanceAt(nodes)
                .withKept(keep.stream().map(RelevanceOptions::condition).toList())
                .withInitial(initial == null ? null : initial(initial))
                .withSaliency(saliencyInput())
                .withThreshold(threshold(threshold))
                .withPrecision(precision(precision))
                .withSession(new SessionSettings(OptionValue.threads(threads), true, deviceNamed()))
                .withProof(!noProof);
    }

    /**
     * The initial relevance of every class.
     *
     * @return one number per class; null when it is not given as an array
     */
    public float @Nullable [] vector() throws IOException {
        String file = initial;
        if (file == null || !isArray(file)) {
            return null;
        }
        if (!Files.isRegularFile(Path.of(file))) {
            throw new UsageException("--initial " + file + ": no such file");
        }
        NpyArray array = Npy.read(Path.of(file));
        float[] values = array.floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IOException(file + ": " + values[i] + " at element " + i + "; all values must be finite");
            }
        }
        return values;
    }

    private static boolean isArray(String initial) {
        return initial.endsWith(".npy");
    }

    private static Keep condition(String text) {
        try {
            return Keep.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--keep " + e.getMessage());
        }
    }

    /**
     * Checks that nothing is asked for that an explainer file has settled.
     *
     * @throws UsageException when another preset or initial relevance is asked for
     */
    public void requireFitting(Model model) throws IOException {
        ExplainerInfo info = model.explainer();
        if (info == null) {
            return;
        }
        if (lrp != null && !method(lrp).name().equals(info.preset())) {
            throw new UsageException("--lrp " + lrp + ": the model is an explainer file, compiled with " + info.preset()
                    + "; leave --lrp out, or give the model that it was made from");
        }
        if (initial != null && initial(initial) != info.initial()) {
            throw new UsageException("--initial " + initial + ": the model is an explainer file, compiled with the"
                    + " initial relevance " + info.initial().id() + "; leave --initial out");
        }
        Precision asked = precision(precision);
        if (asked != Precision.AUTO && asked != info.precision()) {
            throw new UsageException("--precision " + precision + ": the model is an explainer file, compiled with "
                    + info.precision().id() + "; leave --precision out");
        }
    }

    /** A method by name, or relevance propagation by a composite from a file. */
    public static Method inDialect(Method method, String dialect) {
        Dialect known = Arrays.stream(Dialect.values())
                .filter(d -> d.id().equals(dialect.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException("--dialect " + dialect + ": there are "
                        + String.join(
                                ", ",
                                Arrays.stream(Dialect.values()).map(Dialect::id).toList())));
        return method instanceof Lrp lrp ? new Lrp(lrp.composite().in(known)) : method;
    }

    /** A preset, a composite from a file, or a baseline. */
    public static Method method(String name) throws IOException {
        if (isFile(name)) {
            return new Lrp(composite(name));
        }
        return OptionValue.read("--lrp", () -> Methods.named(name));
    }

    /** Whether a method is given as a file. */
    static boolean isFile(String name) {
        return name.matches("[^:]*\\.(ya?ml|json)");
    }

    /** A preset, or a composite from a file. */
    public static Composite composite(String name) throws IOException {
        Path file = Path.of(name);
        if (!isFile(name)) {
            return OptionValue.read("--lrp", () -> Presets.named(name));
        }
        if (!Files.exists(file)) {
            throw new UsageException("--lrp " + name + ": no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new UsageException("--lrp " + name + ": " + Files.size(file) + " bytes are too many for a composite");
        }
        try {
            return CompositeReader.read(Files.readString(file), name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--lrp " + e.getMessage());
        }
    }

    /** An initial relevance by its name. */
    public static Initial initial(String name) {
        if (isArray(name)) {
            return Initial.VECTOR;
        }
        return Arrays.stream(Initial.values())
                .filter(i -> i != Initial.VECTOR && i.id().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "--initial " + name + ": logit, one, probability, difference or an .npy array"));
    }

    private @Nullable SaliencyInput saliencyInput() {
        return switch (saliency.toLowerCase(Locale.ROOT)) {
            case "relevance" -> SaliencyInput.RELEVANCE;
            case "absolute" -> SaliencyInput.ABSOLUTE_RELEVANCE;
            case "paper" -> SaliencyInput.PAPER;
            case "none" -> null;
            default -> throw new UsageException("--saliency " + saliency + ": relevance, absolute, paper or none");
        };
    }

    /** Arithmetic of the forward pass by its name. */
    public static Precision precision(String name) {
        return Arrays.stream(Precision.values())
                .filter(p -> p.id().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new UsageException("--precision " + name + ": auto, float32 or float64"));
    }

    private SessionSettings.Device deviceNamed() {
        return switch (device.toLowerCase(Locale.ROOT)) {
            case "cpu" -> SessionSettings.Device.CPU;
            case "cuda" -> SessionSettings.Device.CUDA;
            default -> throw new UsageException("--device " + device + ": cpu or cuda");
        };
    }

    /** Reads a threshold of attention areas. */
    public static AreaThreshold threshold(String text) {
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
            throw new UsageException("--threshold " + text
                    + ": a fraction of the largest SR value (0 to 1), abs:V (0 to 1), top:PERCENT (0 to 100) or otsu");
        }
    }
}
