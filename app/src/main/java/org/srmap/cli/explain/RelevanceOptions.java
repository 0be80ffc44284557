package org.srmap.cli.explain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.srmap.ExplainerInfo;
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.RelevanceMask;
import org.srmap.attribution.Cam;
import org.srmap.attribution.Method;
import org.srmap.cli.options.MethodOption;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.options.ProofOption;
import org.srmap.cli.options.ThreadsOption;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.runtime.SessionSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How relevance is computed and what is made of it. */
@OptionGroup("Method")
final class RelevanceOptions {
    @Mixin
    private MethodOption method = new MethodOption();

    @Mixin
    private InitialOptions initial = new InitialOptions();

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

    @Mixin
    private SaliencyOptions saliency = new SaliencyOptions();

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = "cpu, or cuda where ONNX Runtime's GPU build is on the class path [${DEFAULT-VALUE}]")
    @OptionGroup("Computing")
    private String device = "cpu";

    @Mixin
    private ProofOption proof = new ProofOption();

    /** The settings that these options ask for. */
    ExplainerSettings settings() throws IOException {
        Method wanted = method.method();
        List<String> nodes = at;
        if (wanted instanceof Cam cam && at.size() == 1) {
            wanted = cam.withLayer(at.get(0));
            nodes = List.of();
        }
        initial.check(wanted);
        SessionSettings.Device place = OptionValue.named(
                "--device",
                device,
                List.of(SessionSettings.Device.values()),
                d -> d.name().toLowerCase(Locale.ROOT));
        return ExplainerSettings.defaults()
                .withMethod(wanted)
                .withRelevanceAt(nodes)
                .withKept(keep.stream()
                        .map(text -> OptionValue.read("--keep", () -> RelevanceMask.parse(text)))
                        .toList())
                .withInitial(initial.initial())
                .withSaliency(saliency.input())
                .withThreshold(saliency.threshold())
                .withPrecision(method.precision())
                .withSession(new SessionSettings(threads.count(), true, place))
                .withProof(proof.isWanted());
    }

    /** The initial relevance where the method's own is not wanted. */
    InitialOptions initial() {
        return initial;
    }

    /**
     * Checks that nothing is asked for that an explainer file has settled.
     *
     * @throws org.srmap.cli.terminal.UsageException when another method, precision or initial relevance is asked for
     */
    void requireFitting(Model model) {
        ExplainerInfo info = model.explainer();
        if (info != null) {
            method.requireFitting(info);
            initial.requireFitting(info);
        }
    }
}
