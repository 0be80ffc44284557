package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.model.network.InputSize;
import org.srmap.model.weights.StateDict;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.runtime.Session;
import org.srmap.runtime.SessionSettings;

/** Compares with torchvision by way of architectures.tsv.gz (tools/fixtures/make_architecture_logits.py). */
class ArchitectureTest {

    /** A line of the reference file. */
    record Reference(
            String name,
            int thinning,
            InputSize size,
            int classes,
            List<Double> logits,
            Map<String, List<Long>> shapes) {
        @Override
        public String toString() {
            return name + " / " + thinning;
        }
    }

    static List<Reference> references(boolean twins) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        Objects.requireNonNull(ArchitectureTest.class.getResourceAsStream("architectures.tsv.gz"))),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(ArchitectureTest::reference)
                    .filter(r -> twins == r.thinning() > 1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Reference> twins() {
        return references(true).stream();
    }

    static Stream<Reference> originals() {
        return references(false).stream();
    }

    private static Reference reference(String line) {
        String[] columns = line.split("\t");
        InputSize size = InputSize.of(Integer.parseInt(columns[2]), Integer.parseInt(columns[3]));
        List<Double> logits = columns[5].isEmpty()
                ? List.of()
                : Arrays.stream(columns[5].split(",")).map(Double::valueOf).toList();
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        for (String parameter : columns[6].split(" ")) {
            String[] parts = parameter.split(":", 2);
            shapes.put(
                    parts[0],
                    parts[1].isEmpty()
                            ? List.of()
                            : Arrays.stream(parts[1].split("x"))
                                    .map(Long::valueOf)
                                    .toList());
        }
        return new Reference(
                columns[0], Integer.parseInt(columns[1]), size, Integer.parseInt(columns[4]), logits, shapes);
    }

    /** The same formula as {@code numbers} in the script. */
    static Tensor numbers(String name, List<Long> shape) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        long count = shape.stream().reduce(1L, (a, b) -> a * b);
        long fanIn = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
        float[] values = new float[(int) count];
        for (int i = 0; i < count; i++) {
            int h = i * 0x9E3779B1 + (int) crc.getValue();
            h = (h ^ h >>> 16) * 0x85EBCA6B;
            h = (h ^ h >>> 13) * 0xC2B2AE35;
            double u = Integer.toUnsignedLong(h ^ h >>> 16) / 0x1p32 - 0.5;
            values[i] = (float) scaled(name, shape.size(), fanIn, u);
        }
        return Tensor.floats(shape.stream().mapToLong(Long::longValue).toArray(), values);
    }

    private static double scaled(String name, int rank, long fanIn, double u) {
        if (name.equals("input")) {
            return 4 * u;
        } else if (name.endsWith("running_var")) {
            return 1 + 0.6 * u;
        } else if (name.endsWith("running_mean")) {
            return 0.2 * u;
        } else if (rank > 1) {
            return u * Math.sqrt(24.0 / fanIn);
        }
        return name.endsWith("weight") ? 1 + 0.4 * u : 0.1 * u;
    }

    static StateDict state(Reference reference) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        reference.shapes().forEach((name, shape) -> {
            boolean counter = name.endsWith("num_batches_tracked");
            tensors.put(name, counter ? Tensor.longs(new long[0], 7) : numbers(name, shape));
        });
        return StateDict.of("formula", tensors);
    }

    static Tensor run(Graph graph, Tensor input) {
        try (Session session = Session.open(graph, SessionSettings.threads(2))) {
            return Objects.requireNonNull(
                    session.run(Map.of("input", input), List.of("logits")).get("logits"));
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void aThinTwinGivesTorchvisionsLogits(Reference reference) {
        Graph graph =
                Architecture.named(reference.name()).build(state(reference), reference.size(), reference.thinning());
        long height = reference.size().height().size();
        long width = reference.size().width().size();
        float[] logits =
                run(graph, numbers("input", List.of(2L, 3L, height, width))).toFloats();
        double largest =
                reference.logits().stream().mapToDouble(Math::abs).max().orElse(0);
        assertThat(logits).hasSize(2 * reference.classes());
        for (int i = 0; i < logits.length; i++) {
            assertThat((double) logits[i])
                    .as("%s, logit %d", reference, i)
                    .isCloseTo(reference.logits().get(i), within(2e-5 * largest));
        }
    }

    /** Every parameter of torchvision's full-size model, by name and shape; the bytes come from an empty sparse file. */
    @ParameterizedTest
    @MethodSource("originals")
    void fullSizeTakesTorchvisionsParameters(Reference reference, @TempDir Path folder) throws IOException {
        ByteBuffer zeros = zeros(folder);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        reference.shapes().forEach((name, shape) -> {
            long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
            int bytes = 4 * shape.stream().reduce(1L, (a, b) -> a * b).intValue();
            tensors.put(
                    name,
                    name.endsWith("num_batches_tracked")
                            ? Tensor.longs(new long[0], 0)
                            : Tensor.of(DataType.FLOAT, sizes, zeros.slice(0, bytes)));
        });
        Architecture architecture = Architecture.named(reference.name());
        Graph graph = architecture.build(StateDict.of("zeros", tensors));
        assertThat(graph.outputs().get(0).shape().size(1)).isEqualTo(1000);
        assertThat(graph.inputs().get(0).shape().size(2))
                .isEqualTo(architecture.inputSize().height().size());
        graph.weights().forEach((name, tensor) -> assertThat(tensor).as(name).isSameAs(tensors.get(name)));
        tensors.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
        assertThat(graph.weights().keySet()).isEqualTo(tensors.keySet());
    }

    private static ByteBuffer zeros(Path folder) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("zeros").toFile(), "rw")) {
            long size = 4L * 25088 * 4096;
            file.setLength(size);
            return file.getChannel().map(MapMode.READ_ONLY, 0, size);
        }
    }

    @Test
    void everyArchitectureIsCompared() {
        List<String> compared = twins().map(Reference::name).toList();
        assertThat(Architecture.names())
                .filteredOn(n -> !n.equals("vgg_face"))
                .containsExactlyInAnyOrderElementsOf(compared);
    }

    private static Reference twin(String name) {
        return twins().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    /** VGG-Face is VGG-16 under other names, sometimes with fully connected layers stored as convolutions. */
    @Test
    void vggFaceHasTheNamesOfItsConversions() {
        Reference vgg = twin("vgg16");
        Graph expected = Architecture.named("vgg16").build(state(vgg), vgg.size(), vgg.thinning());
        for (String form : List.of("conv%d_%d", "conv_%d_%d")) {
            Map<String, Tensor> renamed = new LinkedHashMap<>();
            state(vgg).tensors().forEach((name, tensor) -> renamed.put(renamed(name, form), tensor));
            Tensor fc6 = Objects.requireNonNull(renamed.get("fc6.weight"));
            renamed.put("fc6.weight", fc6.reshaped(fc6.size(0), fc6.size(1) / 49, 7, 7));
            Graph graph =
                    Architecture.named("VGG-Face").build(StateDict.of("renamed", renamed), vgg.size(), vgg.thinning());
            assertThat(graph.nodes()).isEqualTo(expected.nodes());
            assertThat(graph.weights()).isEqualTo(expected.weights());
        }
    }

    private static String renamed(String name, String form) {
        List<Integer> firsts = List.of(0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28);
        List<String> numbers =
                List.of("1 1", "1 2", "2 1", "2 2", "3 1", "3 2", "3 3", "4 1", "4 2", "4 3", "5 1", "5 2", "5 3");
        String[] parts = name.split("\\.");
        if (parts[0].equals("classifier")) {
            return "fc" + (6 + Integer.parseInt(parts[1]) / 3) + "." + parts[2];
        }
        String[] number = numbers.get(firsts.indexOf(Integer.valueOf(parts[1]))).split(" ");
        return form.formatted(Integer.valueOf(number[0]), Integer.valueOf(number[1])) + "." + parts[2];
    }

    @Test
    void listsEverythingThatDoesNotFit() {
        Reference alexnet = twin("alexnet");
        Map<String, Tensor> tensors = new LinkedHashMap<>(state(alexnet).tensors());
        tensors.remove("features.3.bias");
        tensors.put("features.6.weight", Tensor.floats(new long[] {1, 2}, 1, 2));
        tensors.put("features.8.bias", Tensor.longs(1, 2, 3));
        tensors.put("head\nweight", Tensor.scalar(1));
        Architecture architecture = Architecture.named("alexnet");
        assertThatThrownBy(() -> architecture.build(StateDict.of("mine.pth", tensors), alexnet.size(), 16))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("mine.pth does not fit alexnet, 4 problems")
                .hasMessageContaining("Parameter \"features.3.bias\": is missing; [12] is needed")
                .hasMessageContaining("\"features.6.weight\": has the shape [1, 2]; expected [24, 12, 3, 3]")
                .hasMessageContaining("\"features.8.bias\": has the element type int64")
                .hasMessageContaining("\"head?weight\": has no place in alexnet");
    }

    @Test
    void theFirstOfManyProblemsAreListed() {
        StateDict empty = StateDict.of("empty", Map.of());
        assertThatThrownBy(() -> Architecture.named("resnet152").build(empty))
                .hasMessageContaining("\"conv1.weight\": is missing")
                .hasMessageContaining("and 737 more");
    }

    @Test
    void inputSizes() {
        Reference vgg = twin("vgg11");
        Architecture architecture = Architecture.named("vgg11");
        StateDict state = state(vgg);
        Graph doubled = architecture.build(state, InputSize.of(448, 224), vgg.thinning());
        assertThat(doubled.nodes())
                .anyMatch(n -> n.is("AveragePool") && n.name().equals("avgpool"));
        assertThatThrownBy(() -> architecture.build(state, InputSize.of(300, 300), vgg.thinning()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("an input of 300 x 300 pixels gives 9 x 9 at avgpool");
        assertThatThrownBy(() -> architecture.build(state, InputSize.OPEN, vgg.thinning()))
                .hasMessageContaining("its input needs a fixed size");
        assertThatThrownBy(() -> architecture.build(state, InputSize.of(20, 224), vgg.thinning()))
                .hasMessageContaining("an input of 20 x 224 pixels is too small");
        assertThatThrownBy(() -> InputSize.of(0, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void openSizesRunAtAnySize() {
        Reference resnet = twin("resnet18");
        Graph graph = Architecture.named("resnet18").build(state(resnet), InputSize.OPEN, resnet.thinning());
        float[] logits = run(graph, numbers("input", List.of(2L, 3L, 70L, 64L))).toFloats();
        assertThat((double) logits[0]).isCloseTo(resnet.logits().get(0), within(1e-3));
        assertThat(run(graph, numbers("input", List.of(1L, 3L, 99L, 131L))).shape())
                .containsExactly(1, 10);
    }

    /** What an import does: weights and architecture become one ONNX file that knows its labels and preprocessing. */
    @Test
    void becomesAnOnnxFileWithItsCard(@TempDir Path folder) throws IOException {
        Reference squeezenet = twin("squeezenet1_1");
        Architecture architecture = Architecture.named(squeezenet.name());
        ModelCard card = architecture.card(10).withLabels(Labels.numbered(10));
        Graph graph = card.attachedTo(architecture.build(state(squeezenet), InputSize.OPEN, squeezenet.thinning()));
        Path file = folder.resolve("model.onnx");
        OnnxWriter.write(graph, file);
        Graph back = OnnxReader.read(file);
        assertThat(ModelCard.of(back)).isEqualTo(card);
        assertThat(back.nodes()).isEqualTo(graph.nodes());
        assertThat(back.weights()).isEqualTo(graph.weights());
        assertThat(back.inputs()).isEqualTo(graph.inputs());
    }

    @Test
    void unknownNamesAreAnswered() {
        assertThatThrownBy(() -> Architecture.named("vgg12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no architecture \"vgg12\"")
                .hasMessageContaining("vgg11, vgg13");
        assertThat(Architecture.named("ResNet-18").name()).isEqualTo("resnet18");
        assertThat(Architecture.named("VGG16-BN").name()).isEqualTo("vgg16_bn");
    }
}
