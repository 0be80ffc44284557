package org.srmap;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.FirstLayer;
import org.srmap.canonize.OutputChoice;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;
import org.srmap.image.Preprocessing;
import org.srmap.map.Size;
import org.srmap.model.Architecture;
import org.srmap.model.Labels;
import org.srmap.model.ModelCard;
import org.srmap.model.network.InputSize;
import org.srmap.model.weights.StateDict;
import org.srmap.onnx.OnnxReader;
import org.srmap.runtime.Session;
import org.srmap.text.Digest;

/**
 * A classifier with everything needed to use it: graph, labels, preprocessing, input size and layout. Immutable.
 *
 * @param name what results call it
 * @param graph the model as it was read
 * @param card what its metadata or the file beside it say; null when nothing does
 * @param labels names of the classes; null: numbered
 * @param preprocessing how a photo becomes the input; null: by the card, else {@code imagenet}
 * @param size height and width of the input for a model that leaves them open; null: by the card's crop
 * @param output name of the output that is explained; null: the one that looks most like scores of classes
 * @param sha256 digest of the model file, 64 hex digits
 */
public record Model(
        String name,
        Graph graph,
        @Nullable ModelCard card,
        @Nullable Labels labels,
        @Nullable Preprocessing preprocessing,
        @Nullable Size size,
        @Nullable String output,
        String sha256) {

    /** Order of the input's dimensions. */
    public enum Layout {
        /** Batch, channels, height, width. */
        NCHW,
        /** Batch, height, width, channels. */
        NHWC
    }

    /** The small model that comes with srmap: ten everyday classes. */
    public static Model demo() {
        try (InputStream in = Model.class.getResourceAsStream("/org/srmap/model/demo.onnx")) {
            if (in == null) {
                throw new IllegalStateException("the demo model is missing from the class path");
            }
            byte[] bytes = in.readAllBytes();
            Graph graph = OnnxReader.read(ByteBuffer.wrap(bytes), "demo model");
            return of("demo", graph, ModelCard.of(graph), Digest.sha256(bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Reads a model file with its card.
     *
     * @param file an ONNX model, or an explainer that {@link ExplainerFile} wrote
     * @throws IOException when the file cannot be read; one line that names it
     * @throws ModelException when it is no usable ONNX model
     */
    public static Model read(Path file) throws IOException {
        try {
            Graph graph = OnnxReader.read(file);
            if (ExplainerInfo.isIn(graph)) {
                return ExplainerFile.opened(graph, file.toString(), Digest.sha256(file));
            }
            ModelCard card = ModelCard.of(graph);
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.onnx$", "");
            return of(name, graph, card != null ? card : ModelCard.beside(file), Digest.sha256(file));
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException(file + ": no such file", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException(file + ": not readable", e);
        }
    }

    /**
     * A built-in architecture with weights from a file.
     *
     * @param architecture its name, see {@link org.srmap.model.Architecture#names}
     * @param weights a PyTorch state dict or a safetensors file
     * @param size input size; null: the architecture's own
     * @throws IOException when the file cannot be read, or is refused; one line that names it
     * @throws ModelException when its parameters are not those of the architecture, listing every one that is wrong
     */
    public static Model ofWeights(String architecture, Path weights, @Nullable Size size) throws IOException {
        Architecture known = Architecture.named(architecture);
        StateDict parameters;
        try {
            parameters = StateDict.read(weights);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException(weights + ": no such file", e);
        }
        Graph graph = size == null
                ? known.build(parameters)
                : known.build(parameters, InputSize.of(size.height(), size.width()));
        int classes = (int) graph.outputs().get(0).shape().size(1);
        ModelCard beside = ModelCard.beside(weights);
        ModelCard card = beside != null ? beside : known.card(classes);
        return of(known.name(), graph, card, Digest.sha256(weights));
    }

    /** A model from a graph. */
    public static Model of(String name, Graph graph, @Nullable ModelCard card, String sha256) {
        String called = card != null && !card.name().isEmpty() ? card.name() : name;
        return new Model(called, graph, card, card == null ? null : card.labels(), null, null, null, sha256);
    }

    /** This model under another name. */
    public Model withName(String other) {
        return new Model(other, graph, card, labels, preprocessing, size, output, sha256);
    }

    /** This model with another graph of the same input and classes. */
    public Model withGraph(Graph other) {
        return new Model(name, other, card, labels, preprocessing, size, output, sha256);
    }

    /** This model with other labels. */
    public Model withLabels(Labels other) {
        return new Model(name, graph, card, other, preprocessing, size, output, sha256);
    }

    /** This model with another preprocessing. */
    public Model withPreprocessing(Preprocessing other) {
        return new Model(name, graph, card, labels, other, size, output, sha256);
    }

    /** This model at an input size, for models that leave it open. */
    public Model withSize(int height, int width) {
        Size wanted = new Size(height, width);
        return new Model(name, graph, card, labels, preprocessing, wanted, output, sha256);
    }

    /** This model with the output of that name explained, for models that have several. */
    public Model withOutput(String name) {
        return new Model(this.name, graph, card, labels, preprocessing, size, name, sha256);
    }

    /** The model's graph with what is explained as its only output. */
    public Graph explained() {
        return explainer() != null ? graph : choice().graph();
    }

    /** Which value of the model is explained. */
    OutputChoice choice() {
        int known = labels == null ? -1 : labels.size();
        return OutputChoice.of(graph, output, known, Preparation.sizes(this), Session::constants);
    }

    /** What this is when it is no plain classifier but an explainer file, compiled before; else null. */
    public @Nullable ExplainerInfo explainer() {
        return ExplainerInfo.of(graph);
    }

    /** The image input. */
    public Value input() {
        if (graph.inputs().size() != 1 && !ExplainerInfo.isIn(graph)) {
            throw new ModelException("the model has " + graph.inputs().size() + " inputs ("
                    + String.join(", ", graph.inputs().stream().map(Value::name).toList())
                    + "); srmap explains classifiers with one image input");
        }
        Value input = graph.inputs().get(0);
        if (input.shape().rank() != 4) {
            throw new ModelException("the input \"" + input.name() + "\" has the shape " + input.shape()
                    + "; a batch of pictures N x C x H x W (or N x H x W x C) is needed");
        }
        return input;
    }

    /** Order of the input's dimensions: as the card says, else told from where 1 or 3 channels are. */
    public Layout layout() {
        if (card != null && !card.layout().isEmpty()) {
            return Layout.valueOf(card.layout());
        }
        Shape shape = input().shape();
        if (shape.size(1) < 0 && shape.size(3) < 0 && FirstLayer.of(graph).isChannelsLast()) {
            return Layout.NHWC;
        }
        return isChannels(shape.size(3)) && !isChannels(shape.size(1)) ? Layout.NHWC : Layout.NCHW;
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3;
    }

    /** Number of channels of the input. */
    public int channels() {
        long declared = input().shape().size(layout() == Layout.NCHW ? 1 : 3);
        long channels = declared < 0 ? FirstLayer.of(graph).channels() : declared;
        if (!isChannels(channels)) {
            throw new ModelException("the input \"" + input().name() + "\" " + input().shape() + " has "
                    + (channels < 0 ? "an open number of" : channels) + " channels; 1 or 3 are supported");
        }
        return (int) channels;
    }

    /**
     * Height and width of the input.
     *
     * @throws ModelException when the model leaves them open and nothing says which to use
     */
    public Size inputSize() {
        Shape shape = input().shape();
        int first = layout() == Layout.NCHW ? 2 : 1;
        long height = shape.size(first);
        long width = shape.size(first + 1);
        Size wanted = size != null ? size : preferredSize();
        if (height < 0 && wanted != null) {
            height = wanted.height();
        }
        if (width < 0 && wanted != null) {
            width = wanted.width();
        }
        if (height < 0 || width < 0) {
            throw new ModelException("the input \"" + input().name() + "\" " + shape
                    + " leaves its size open; say which to use: --size HEIGHTxWIDTH, or a preprocessing with a crop");
        }
        if (height > 8192 || width > 8192) {
            throw new ModelException("the input \"" + input().name() + "\" " + shape + " is larger than 8192 pixels");
        }
        Size fixed = new Size((int) height, (int) width);
        if (size != null && !size.equals(fixed)) {
            throw new ModelException(
                    "the input \"" + input().name() + "\" " + shape + " is fixed; it cannot be used at " + size);
        }
        return fixed;
    }

    private @Nullable Size preferredSize() {
        Preprocessing given = preprocessing != null ? preprocessing : carded();
        return given == null ? null : given.crop();
    }

    private @Nullable Preprocessing carded() {
        JsonNode json = card == null ? null : card.preprocessing();
        return json == null ? null : Preprocessing.fromJson(json.toString());
    }

    /** How a photo becomes the input. */
    public Preprocessing effectivePreprocessing() {
        Preprocessing given = preprocessing != null ? preprocessing : carded();
        if (given != null) {
            return given;
        }
        Size fixed = inputSize();
        Preprocessing imagenet = Preprocessing.preset("imagenet", fixed.height(), fixed.width());
        return channels() == 3 ? imagenet : gray(imagenet);
    }

    private static Preprocessing gray(Preprocessing colour) {
        return new Preprocessing(
                colour.resize(), colour.crop(), Preprocessing.Channels.L, colour.scale(), List.of(0.5), List.of(0.5));
    }

    /** Whether nothing says how a photo becomes the input, so that the usual way had to be assumed. */
    boolean isPreprocessingAssumed() {
        ExplainerInfo info = explainer();
        return preprocessing == null && (carded() == null || info != null && info.preprocessingAssumed());
    }

    /** What had to be assumed because neither the model nor the caller said it; empty when nothing had to. */
    public List<String> assumptions() {
        List<String> assumed = new ArrayList<>();
        String chosen = explainer() == null ? choice().note() : "";
        if (!chosen.isEmpty()) {
            assumed.add(chosen);
        }
        if (isPreprocessingAssumed()) {
            assumed.add("the model does not say how its input is made: "
                    + (channels() == 3 ? "preprocessing \"imagenet\"" : "gray values scaled to -1..1")
                    + " assumed (choose with --preprocess)");
        }
        if (labels == null) {
            assumed.add("no labels: classes are called by their numbers (give them with --class-names)");
        }
        return assumed;
    }
}
