package org.srmap.model.weights;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.srmap.graph.ModelException;
import org.srmap.graph.NonFinite;
import org.srmap.model.Architecture;

/**
 * Feeds mutated weight files to their readers and holds them to what they promise: no exception but our own, no more
 * heap allocated than a multiple of the file's size, no hang.
 *
 * <p>Run for N minutes of CPU time: {@code FuzzWeightFiles zip|stream|safetensors|pickle MINUTES [SEED]}, with the
 * test classes on the class path. A failure prints the seed and the round, and writes the input into the current
 * folder.
 */
final class FuzzWeightFiles {
    /** Heap that may be allocated for a file of n bytes, garbage included: a fixed part and so much per byte. */
    static final long FIXED_BYTES = 1 << 20;

    static final long BYTES_PER_BYTE = 512;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final int[] INTERESTING = {
        0, 1, -1, 127, 128, 255, 256, 65535, 65536, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final String OPCODES = "().0123:;=>?@ABCDEFGHIJKLMNPQRSTUVX]abcdeghijlopqrstu}"
            + "\u0080\u0081\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096";

    /** Something that reads a file. */
    private interface Reader {
        void read(byte[] content) throws IOException;
    }

    /** What was seen. */
    record Figures(long rounds, long accepted, double mostBytesPerByte, double longestSeconds) {
        @Override
        public String toString() {
            return "%d inputs, %d of them readable, at most %.1f bytes allocated per byte beyond %d KiB, longest %.3f s"
                    .formatted(rounds, accepted, mostBytesPerByte, FIXED_BYTES >> 10, longestSeconds);
        }
    }

    private final List<byte[]> corpus = new ArrayList<>();
    private final Reader reader;
    private final long seed;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long accepted;
    private double mostPerByte;
    private long longest;

    FuzzWeightFiles(String format, long seed) throws IOException {
        this.seed = seed;
        reader = format.equals("pickle") ? FuzzWeightFiles::pickle : FuzzWeightFiles::file;
        for (String name : names(format)) {
            byte[] content = StateDictTest.resource(name);
            corpus.add(format.equals("pickle") && name.endsWith(".zip.pth") ? pickleOf(content) : content);
        }
        corpus.forEach(this::warmUp);
        warmUp(StateDictTest.resource("f32.safetensors")); // a mutated file may look like one of another format
    }

    /** Loads every class, so that no round is charged for it. */
    private void warmUp(byte[] content) {
        try {
            reader.read(content);
        } catch (IOException | ModelException e) {
            // as it should be: hostile, or no AlexNet
        }
    }

    private static List<String> names(String format) {
        return switch (format) {
            case "zip" ->
                List.of(
                        "float32.zip.pth",
                        "protocol4.zip.pth",
                        "checkpoint.zip.pth",
                        "views.zip.pth",
                        "evil_eval.zip.pth");
            case "stream" ->
                List.of("float32.stream.pth", "protocol5.stream.pth", "checkpoint.stream.pth", "views.stream.pth");
            case "safetensors" -> List.of("f32.safetensors", "bf16.safetensors", "f64.safetensors");
            case "pickle" ->
                List.of(
                        "checkpoint.zip.pth",
                        "views.zip.pth",
                        "protocol5.zip.pth",
                        "whole_model.zip.pth",
                        "evil_inst.pkl",
                        "evil_obj.pkl",
                        "evil_protocol0.pkl",
                        "evil_stack_global.pkl");
            default -> throw new IllegalArgumentException(format + " is none of zip, stream, safetensors, pickle");
        };
    }

    private static byte[] pickleOf(byte[] zip) throws IOException {
        StoredZip archive = new StoredZip(FileBytes.of(ByteBuffer.wrap(zip)));
        String name = archive.names().stream()
                .filter(n -> n.endsWith("data.pkl"))
                .findFirst()
                .orElseThrow();
        ByteBuffer content = archive.content(name);
        byte[] pickle = new byte[content.remaining()];
        content.get(pickle);
        return pickle;
    }

    private static void pickle(byte[] content) throws IOException {
        new Unpickler(ByteBuffer.wrap(content)).read();
    }

    /** All that an import does with a file: read it, convert each tensor, try to build a network. */
    private static void file(byte[] content) throws IOException {
        StateDict state = StateDict.read("fuzz", FileBytes.of(ByteBuffer.wrap(content)));
        try (NonFinite search = new NonFinite()) {
            state.tensors().values().forEach(t -> search.first(t.toFloat32()));
        }
        Architecture.named("alexnet").build(state);
    }

    private byte[] mutated(Random random) {
        byte[] content = corpus.get(random.nextInt(corpus.size())).clone();
        for (int i = 1 + random.nextInt(1 << random.nextInt(5)); i > 0; i--) {
            content = mutatedOnce(content, random);
        }
        return content;
    }

    private byte[] mutatedOnce(byte[] content, Random random) {
        if (content.length < 16) {
            return corpus.get(random.nextInt(corpus.size())).clone();
        }
        int at = random.nextInt(content.length - 8);
        int length = random.nextInt(Math.min(64, content.length - at));
        switch (random.nextInt(9)) {
            case 0 -> content[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> content[at] = (byte) random.nextInt(256);
            case 2 -> content[at] = (byte) OPCODES.charAt(random.nextInt(OPCODES.length()));
            case 3 -> number(content, at, random);
            case 4 -> {
                return replaced(content, at, at + length, new byte[0]);
            }
            case 5 -> { // a piece of another file
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length);
                return replaced(
                        content, at, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + length)));
            }
            case 6 -> { // the same piece again
                return replaced(content, at, at, Arrays.copyOfRange(content, at, at + length));
            }
            case 7 -> {
                return random.nextInt(4) == 0 ? Arrays.copyOf(content, at) : content;
            }
            default -> digits(content, random);
        }
        return content;
    }

    private static void number(byte[] content, int at, Random random) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int value = INTERESTING[random.nextInt(INTERESTING.length)] + random.nextInt(3) - 1;
        switch (random.nextInt(3)) {
            case 0 -> bytes.putShort(at, (short) value);
            case 1 -> bytes.putInt(at, value);
            default -> bytes.putLong(at, value);
        }
    }

    /** Another decimal number in a text, such as a safetensors header. */
    private static void digits(byte[] content, Random random) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int at = Math.max(0, text.indexOf(Character.forDigit(random.nextInt(10), 10), random.nextInt(content.length)));
        content[at] = (byte) Character.forDigit(random.nextInt(10), 10);
    }

    private static byte[] replaced(byte[] content, int from, int to, byte[] by) {
        byte[] result = new byte[content.length - (to - from) + by.length];
        System.arraycopy(content, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(content, to, result, from + by.length, content.length - to);
        return result;
    }

    /** The input of a round; the same for the same seed. */
    byte[] input(long round) {
        return mutated(new Random(seed * 1_000_003 + round));
    }

    /** One input; fails when the reader breaks a promise. */
    void round(long round) {
        byte[] content = input(round);
        long heap = threads.getCurrentThreadAllocatedBytes();
        long time = System.nanoTime();
        try {
            reader.read(content);
            accepted++;
        } catch (IOException e) {
            mustBeOneLine(e, round);
        } catch (ModelException e) { // it was read, but is no AlexNet
            accepted++;
            mustBeOneLine(e, round);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("seed " + seed + ", round " + round + ": " + e, e);
        }
        time = System.nanoTime() - time;
        heap = threads.getCurrentThreadAllocatedBytes() - heap;
        mostPerByte = Math.max(mostPerByte, (heap - FIXED_BYTES) / (double) Math.max(1, content.length));
        longest = Math.max(longest, time);
        if (heap > FIXED_BYTES + BYTES_PER_BYTE * content.length) {
            throw new AssertionError("seed " + seed + ", round " + round + ": " + heap + " bytes of heap for "
                    + content.length + " bytes");
        }
        if (time > LONGEST_NANOS) {
            throw new AssertionError("seed " + seed + ", round " + round + ": " + time / 1e9 + " s");
        }
    }

    private void mustBeOneLine(Exception e, long round) {
        String message = e.getMessage();
        if (message == null || message.isEmpty() || message.contains("\n")) {
            throw new AssertionError("seed " + seed + ", round " + round + ": the message is not one line", e);
        }
    }

    Figures figures(long rounds) {
        return new Figures(rounds, accepted, Math.max(0, mostPerByte), longest / 1e9);
    }

    public static void main(String[] args) throws IOException {
        long end = (long) (Double.parseDouble(args[1]) * 60e9);
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        FuzzWeightFiles fuzz = new FuzzWeightFiles(args[0], seed);
        long round = 0;
        try {
            while (round % 100 != 0 || fuzz.threads.getCurrentThreadCpuTime() < end) {
                fuzz.round(round++);
            }
        } catch (AssertionError e) {
            Files.write(Path.of("fuzz-" + args[0] + "-" + seed + "-" + (round - 1)), fuzz.input(round - 1));
            throw e;
        }
        System.out.println(args[0] + ", seed " + seed + ", " + args[1] + " CPU minutes: " + fuzz.figures(round));
    }
}
