package org.srmap.onnx;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.lrp.Presets;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.Request;

/**
 * Reads, canonizes and compiles mutated models: nothing but {@link ModelException} may come of it, and reading may not
 * allocate more than a multiple of the file's size.
 *
 * <p>{@code main} runs for a number of minutes: {@code java org.srmap.onnx.OnnxFuzz MINUTES [SEED]}.
 */
public final class OnnxFuzz {
    /** What reading may allocate: so much, and so many bytes for each byte of the file. */
    static final long ALLOCATION_BASE = 1 << 20;

    static final long ALLOCATION_FACTOR = 400;

    private static final String SMALL = """
            graph small opset 13
            input x float[N,3,8,8]
            weight w float[4,3,3,3] = random 1
            weight b float[4] = 0.5 -0.25 1 0
            weight pads int64[8] = 0 0 1 1 0 0 1 1
            weight at int64[1] = 1
            weight rest int64[1] = -1
            weight dense float[64,5] = random 2
            p = Pad(x, pads)
            c = Conv(p, w, b) {kernel_shape=[3,3], strides=[1,1], group=1}
            r = Relu(c)
            m = MaxPool(r) {kernel_shape=[2,2], strides=[2,2], ceil_mode=0}
            s = Shape(m)
            n = Gather(s, at) {axis=0}
            k = Concat(rest, n) {axis=0}
            f = Flatten(m) {axis=1}
            logits = Gemm(f, dense) {alpha=1.0, transB=0}
            output logits float[N,5]
            """;
    private static final String OTHER = """
            graph other opset 20
            input x float[N,6,8]
            weight w float[4,6,3] = random 1
            weight dense float[4,5] = random 2
            weight bias float[5] = 1 2 3 4 5
            weight a int64[1] = 2
            weight size int64[2] = 2 2
            c = Conv(x, w) {auto_pad="SAME_UPPER", dilations=[1]}
            g = Gelu(c)
            u, v = Split(g) {axis=1, num_outputs=2}
            j = Concat(v, u) {axis=1}
            q = AveragePool(j) {kernel_shape=[2], pads=[1,0], count_include_pad=1}
            h = ReduceMean(q, a) {keepdims=0}
            o = ConstantOfShape(size)
            e = MatMul(h, dense)
            z = Add(e, bias)
            y = Softmax(z) {axis=-1}
            output y float[N,5]
            """;

    private OnnxFuzz() {}

    /** Runs for a number of minutes and says how many inputs were tried. */
    public static void main(String[] args) {
        long end = System.nanoTime() + (long) (Double.parseDouble(args[0]) * 60e9);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        long count = 0;
        long slowest = 0;
        int compiled = 0;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            compiled += tryOne(seed + count) ? 1 : 0;
            slowest = Math.max(slowest, System.nanoTime() - begin);
            count++;
        }
        System.out.println("seed " + seed + ": " + count + " models, " + compiled + " of them still compiled, slowest "
                + slowest / 1_000_000 + " ms");
    }

    /**
     * Tries the model that belongs to a seed.
     *
     * @return whether it was still a model that can be explained
     * @throws AssertionError naming the seed when something else than a ModelException comes of it
     */
    static boolean tryOne(long seed) {
        List<byte[]> corpus = corpus();
        Random random = new Random(seed);
        byte[] bytes = mutated(corpus, random);
        try {
            Graph model = measured(bytes);
            Graph canonical = Canonizer.canonize(model, List.of()).graph();
            if (!RelevanceCompiler.unsupported(canonical).isEmpty()) {
                return false;
            }
            RelevanceCompiler.compile(canonical, Request.of(Presets.named("epsilon-plus-flat")));
            return true;
        } catch (ModelException refused) {
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            throw new AssertionError("seed " + seed + " (" + bytes.length + " bytes)", bug);
        }
    }

    private static Graph measured(byte[] bytes) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            return OnnxReader.read(ByteBuffer.wrap(bytes), "fuzzed");
        } finally {
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (allocated > ALLOCATION_BASE + ALLOCATION_FACTOR * bytes.length) {
                throw new IllegalStateException(allocated + " bytes allocated for a file of " + bytes.length);
            }
        }
    }

    static List<byte[]> corpus() {
        List<byte[]> corpus = new ArrayList<>();
        corpus.add(OnnxWriter.bytes(GraphText.parse(SMALL)));
        corpus.add(OnnxWriter.bytes(GraphText.parse(OTHER)));
        corpus.add(OnnxWriter.bytes(branching()));
        return corpus;
    }

    /** The small model with an If before its last node. */
    private static Graph branching() {
        Graph small = GraphText.parse(SMALL);
        Value result = new Value("t", DataType.FLOAT, Shape.UNRANKED);
        Node negate = Node.of("negate", "Neg", List.of("f"), "t", Map.of());
        Node same = Node.of("same", "Identity", List.of("f"), "t", Map.of());
        List<Node> nodes = new ArrayList<>(small.nodes());
        int last = nodes.size() - 1;
        nodes.add(last, Node.of("one", "Equal", List.of("n", "at"), "q", Map.of()));
        nodes.add(
                last + 1,
                Node.of(
                        "if",
                        "If",
                        List.of("q"),
                        "chosen",
                        Map.of(
                                "then_branch",
                                new Attribute.Branch(inner(negate, result)),
                                "else_branch",
                                new Attribute.Branch(inner(same, result)))));
        nodes.set(last + 2, nodes.get(last + 2).reading("f", "chosen"));
        return small.withNodes(nodes, small.weights());
    }

    private static Graph inner(Node node, Value result) {
        Map<String, Tensor> none = Map.of();
        return new Graph("branch", Map.of(), List.of(), List.of(result), List.of(node), none, Map.of());
    }

    private static byte[] mutated(List<byte[]> corpus, Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(7)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at]++;
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = spliced(bytes, at, new byte[0], random.nextInt(9));
                case 5 -> {
                    byte[] other = corpus.get(random.nextInt(corpus.size()));
                    int from = random.nextInt(other.length);
                    byte[] part = Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(60)));
                    bytes = spliced(bytes, at, part, random.nextInt(60));
                }
                default -> {
                    byte[] extreme = EXTREME[random.nextInt(EXTREME.length)];
                    bytes = spliced(bytes, at, extreme, random.nextBoolean() ? 1 : extreme.length);
                }
            }
        }
        return bytes;
    }

    /** Numbers at the ends of their ranges, as the file format writes them. */
    private static final byte[][] EXTREME = {
        {0},
        {1},
        {(byte) 0xff, 1},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 8},
        {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
    };

    private static byte[] spliced(byte[] bytes, int at, byte[] part, int instead) {
        int rest = Math.min(bytes.length, at + instead);
        byte[] result = new byte[at + part.length + bytes.length - rest + 1];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(part, 0, result, at, part.length);
        System.arraycopy(bytes, rest, result, at + part.length, bytes.length - rest);
        return result;
    }
}
