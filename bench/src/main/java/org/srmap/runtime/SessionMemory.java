package org.srmap.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.lrp.Precision;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.lrp.RelevanceGraph;
import org.srmap.lrp.Request;
import org.srmap.model.Architecture;
import org.srmap.model.weights.StateDict;
import org.srmap.rule.Presets;

/**
 * Shows how often the weights of a network lie in memory when a session is made from them. Linux only.
 *
 * <p>Usage: {@code java -cp bench/target/benchmarks.jar org.srmap.runtime.SessionMemory ARCHITECTURE WEIGHT-FILE
 * forward|PRESET}. Prints memory of the process in MB (10^6 bytes) before the session is made, after it, and after one
 * picture: memory of its own (RssAnon), pages of files, which the system can drop and read again (RssFile), and the peak
 * of each until then. One process shows one session, as memory that was used once may stay with the process.
 */
public final class SessionMemory implements AutoCloseable {
    private static final String OWN = "RssAnon";
    private static final String MAPPED = "RssFile";
    private static final String PEAK = "VmHWM";
    private static final long BETWEEN_LOOKS_MILLIS = 2;

    private final AtomicLong mostOwn = new AtomicLong();
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread watch = new Thread(this::watch, "memory");

    private SessionMemory() {
        watch.setDaemon(true);
        watch.start();
    }

    /** Prints the figures. */
    public static void main(String[] args) throws IOException {
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "srmap");
        Graph graph = Canonizer.canonize(Architecture.named(args[0]).build(StateDict.read(Path.of(args[1]))), List.of())
                .graph();
        long[] shape = graph.inputs().get(0).shape().sizes();
        shape[0] = 1;
        Map<String, Tensor> given = new LinkedHashMap<>();
        given.put(graph.inputs().get(0).name(), Tensor.floats(shape, new float[Math.toIntExact(product(shape))]));
        String asked = graph.outputs().get(0).name();
        if (!args[2].equals("forward")) {
            RelevanceGraph compiled =
                    RelevanceCompiler.compile(graph, Precision.AUTO.applied(Request.of(Presets.named(args[2])), graph));
            graph = compiled.graph();
            asked = compiled.relevance();
            given.put(RelevanceGraph.TARGET, Tensor.longs(-1));
        }
        long weights = graph.weights().values().stream()
                .mapToLong(w -> w.bytes().remaining())
                .sum();
        System.out.printf(Locale.ROOT, "weights %.0f MB%n", weights / 1e6);
        show(graph, given, asked);
    }

    private static void show(Graph graph, Map<String, Tensor> given, String asked) throws IOException {
        System.gc();
        try (SessionMemory memory = new SessionMemory()) {
            memory.print("before");
            try (Session session = Session.open(graph, SessionSettings.threads(2))) {
                memory.print("opened");
                session.run(given, List.of(asked));
                memory.print("one picture");
            }
        }
    }

    private static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }

    private void print(String when) throws IOException {
        Map<String, Long> status = status();
        System.out.printf(
                Locale.ROOT,
                "%-12s own %5d, most until now %5d; of files %5d; in all at most %5d%n",
                when,
                status.getOrDefault(OWN, 0L) / 1_000_000,
                Math.max(mostOwn.get(), status.getOrDefault(OWN, 0L)) / 1_000_000,
                status.getOrDefault(MAPPED, 0L) / 1_000_000,
                status.getOrDefault(PEAK, 0L) / 1_000_000);
    }

    private void watch() {
        try {
            while (!done.get()) {
                mostOwn.accumulateAndGet(status().getOrDefault(OWN, 0L), Math::max);
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process's memory in bytes, as the system counts it. */
    private static Map<String, Long> status() throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.endsWith(" kB")) {
                String[] words = line.split("[:\\s]+");
                sizes.put(words[0], Long.parseLong(words[1]) * 1024);
            }
        }
        return sizes;
    }

    @Override
    public void close() {
        done.set(true);
    }
}
