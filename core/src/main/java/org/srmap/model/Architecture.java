package org.srmap.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.model.network.AlexNet;
import org.srmap.model.network.InputSize;
import org.srmap.model.network.NetBuilder;
import org.srmap.model.network.ResNet;
import org.srmap.model.network.SqueezeNet;
import org.srmap.model.network.Vgg;
import org.srmap.model.weights.Parameters;
import org.srmap.model.weights.StateDict;

/**
 * A network whose layers srmap knows, so that a file with its weights is enough to have a model.
 *
 * <p>The graph has the input {@code input} (N x 3 x height x width), the output {@code logits} (N x classes), and nodes
 * called like torchvision's modules ({@code features.0}, {@code layer1.0.conv1}). Dropout is left out, batch
 * normalisation kept, the weights are those of the state dict, not copies.
 */
public final class Architecture {
    private static final Parameters.Aliases NO_ALIASES = name -> List.of();

    private static final Map<String, Architecture> ALL = new LinkedHashMap<>();

    static {
        Stream.of(
                        fixed("alexnet", "AlexNet (torchvision)", 224, AlexNet::torchvision),
                        caffe("alexnet_caffe", "AlexNet (Caffe)", AlexNet::caffe),
                        caffe("caffenet", "CaffeNet (Caffe)", AlexNet::caffeNet),
                        vgg(11, false),
                        vgg(13, false),
                        vgg(16, false),
                        vgg(19, false),
                        vgg(11, true),
                        vgg(13, true),
                        vgg(16, true),
                        vgg(19, true),
                        vggFace(),
                        open("squeezenet1_0", "SqueezeNet 1.0", SqueezeNet::version10),
                        open("squeezenet1_1", "SqueezeNet 1.1", SqueezeNet::version11),
                        open("resnet18", "ResNet-18", net -> ResNet.build(net, false, 2, 2, 2, 2)),
                        open("resnet34", "ResNet-34", net -> ResNet.build(net, false, 3, 4, 6, 3)),
                        open("resnet50", "ResNet-50", net -> ResNet.build(net, true, 3, 4, 6, 3)),
                        open("resnet101", "ResNet-101", net -> ResNet.build(net, true, 3, 4, 23, 3)),
                        open("resnet152", "ResNet-152", net -> ResNet.build(net, true, 3, 8, 36, 3)))
                .forEach(a -> ALL.put(a.name, a));
    }

    private final String name;
    private final String title;
    private final Origin origin;
    private final InputSize size;
    private final Parameters.Aliases aliases;
    private final Consumer<NetBuilder> layers;

    private Architecture(String name, String title, InputSize size, Consumer<NetBuilder> layers) {
        this(name, title, Origin.TORCHVISION, size, NO_ALIASES, layers);
    }

    private Architecture(
            String name,
            String title,
            Origin origin,
            InputSize size,
            Parameters.Aliases aliases,
            Consumer<NetBuilder> layers) {
        this.name = name;
        this.title = title;
        this.origin = origin;
        this.size = size;
        this.aliases = aliases;
        this.layers = layers;
    }

    private static Architecture fixed(String name, String title, int side, Consumer<NetBuilder> layers) {
        return new Architecture(name, title, InputSize.of(side, side), layers);
    }

    private static Architecture open(String name, String title, Consumer<NetBuilder> layers) {
        return new Architecture(name, title, InputSize.OPEN, layers);
    }

    private static Architecture caffe(String name, String title, Consumer<NetBuilder> layers) {
        return new Architecture(name, title, Origin.CAFFE, InputSize.of(227, 227), NO_ALIASES, layers);
    }

    private static Architecture vgg(int depth, boolean batchNorm) {
        return new Architecture(
                "vgg" + depth + (batchNorm ? "_bn" : ""),
                "VGG-" + depth + (batchNorm ? " with batch normalisation" : ""),
                Origin.TORCHVISION,
                InputSize.of(224, 224),
                batchNorm ? NO_ALIASES : Vgg.aliases(depth),
                net -> Vgg.build(net, depth, batchNorm));
    }

    private static Architecture vggFace() {
        return new Architecture(
                "vgg_face",
                "VGG-Face (VGG-16)",
                Origin.VGG_FACE,
                InputSize.of(224, 224),
                Vgg.aliases(16),
                net -> Vgg.build(net, 16, false));
    }

    /** Every architecture, the paper's first. */
    public static List<Architecture> all() {
        return List.copyOf(ALL.values());
    }

    /** The names of all architectures. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The architecture of that name; upper case and hyphens are as good as lower case and underscores.
     *
     * @throws IllegalArgumentException for a name that is not in {@link #names()}, listing them
     */
    public static Architecture named(String name) {
        String asked = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return all().stream()
                .filter(a -> a.name.equals(asked) || a.name.replace("_", "").equals(asked.replace("_", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no architecture \"" + name + "\"; choose from " + String.join(", ", names())));
    }

    /** Its short name, as on the command line. */
    public String name() {
        return name;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** The input size when none is asked for: open where any size fits, 224 or 227 where layers are fully connected. */
    public InputSize inputSize() {
        return size;
    }

    /**
     * What is customary for this architecture: the preprocessing of its published weights, and ImageNet's labels for
     * 1000 classes. What is known of the weights themselves is for the caller to add.
     */
    public ModelCard card(int classes) {
        ModelCard card = ModelCard.named(name).withTitle(title).withPreprocessing(origin.preprocessing());
        return classes == 1000 && origin != Origin.VGG_FACE ? card.withLabels(Labels.imagenet()) : card;
    }

    /** {@link #build(StateDict, InputSize)} with the architecture's own input size. */
    public Graph build(StateDict weights) {
        return build(weights, size);
    }

    /**
     * The model with these weights. The number of classes is that of the last layer's weights.
     *
     * @throws ModelException listing every parameter that is missing, left over or of another shape; or when the
     *     architecture cannot take the input size
     */
    public Graph build(StateDict weights, InputSize input) {
        return build(weights, input, 1);
    }

    /** A twin with fewer channels, for tests. */
    Graph build(StateDict weights, InputSize input, int thinning) {
        NetBuilder net = new NetBuilder(new Parameters(weights, aliases), input, thinning);
        layers.accept(net);
        return net.finish(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
