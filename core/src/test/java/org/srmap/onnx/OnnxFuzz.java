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
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.Request;
import org.srmap.rule.Presets;

/**
 * Reads, canonizes and compiles mutated models: nothing but {@link ModelException} may come of it, reading may not
 * allocate more than a multiple of the file's size, and nothing may hang.
 *
 * <p>{@code main} runs for a number of minutes of CPU time: {@code java org.srmap.onnx.OnnxFuzz MINUTES [SEED]}, with the
 * test classes on the class path.
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

    /** Reading, canonizing and compiling one model of some hundred bytes. */
    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<byte[]> corpus = corpus();
    private long tried;
    private long compiled;
    private double mostPerByte = 0;
    private long longest;

    OnnxFuzz() {
        corpus.forEach(model -> OnnxReader.read(ByteBuffer.wrap(model), "corpus")); // loads the classes
    }

    /** Runs for a number of minutes of CPU time and says what was seen. */
    public static void main(String[] args) {
        OnnxFuzz fuzz = new OnnxFuzz();
        long end = (long) (Double.parseDouble(args[0]) * 60e9);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        while (fuzz.tried % 100 != 0 || fuzz.threads.getCurrentThreadCpuTime() < end) {
            fuzz.tryOne(seed + fuzz.tried);
        }
        System.out.println("onnx, seed " + seed + ", " + args[0] + " CPU minutes: " + fuzz.figures());
    }

    /** How many models were tried, how many of them could still be explained, and the worst of them. */
    String figures() {
        return "%d inputs, %d of them still compiled, at most %.1f bytes allocated per byte beyond %d KiB, longest %.3f s"
                .formatted(tried, compiled, mostPerByte, ALLOCATION_BASE >> 10, longest / 1e9);
    }

    /**
     * Tries the model that belongs to a seed.
     *
     * @return whether it was still a model that can be explained
     * @throws AssertionError naming the seed when something else than a ModelException comes of it
     */
    boolean tryOne(long seed) {
        byte[] bytes = mutated(corpus, new Random(seed));
        long begin = System.nanoTime();
        tried++;
        try {
            Graph canonical = Canonizer.canonize(measured(bytes), List.of()).graph();
            if (!RelevanceCompiler.unsupported(canonical).isEmpty()) {
                return false;
            }
            RelevanceCompiler.compile(canonical, Request.of(Presets.named("epsilon-plus-flat")));
            compiled++;
            return true;
        } catch (ModelException refused) {
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            throw new AssertionError("seed " + seed + " (" + bytes.length + " bytes)", bug);
        } finally {
            longest = Math.max(longest, System.nanoTime() - begin);
            if (longest > LONGEST_NANOS) {
                throw new AssertionError("seed " + seed + " (" + bytes.length + " bytes): " + longest / 1e9 + " s");
            }
        }
    }

    private Graph measured(byte[] bytes) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            return OnnxReader.read(ByteBuffer.wrap(bytes), "fuzzed");
        } finally {
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            mostPerByte = Math.max(mostPerByte, (allocated - ALLOCATION_BASE) / (double) bytes.length);
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
