package org.srmap.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.FileRegion;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;
import org.srmap.graph.Value;
import org.srmap.onnx.OnnxWriter;

/**
 * A graph made ready to run; holds native memory until it is closed. One session may be used by several threads.
 */
public final class Session implements AutoCloseable {
    /** Smaller weights travel inside the model, where the runtime can look at them while it optimises. */
    private static final long OUTSIDE_FROM = 16_384;

    /** From this many bytes of weights on, the runtime does not keep a second copy of them in its favourite order. */
    private static final long NOT_PACKED_FROM = 200L << 20;

    private static final String WEIGHT_FOLDER = "session.model_external_initializers_file_folder_path";

    private final OrtSession session;
    private final NativeTensors weights;
    private final Set<String> inputs;

    private Session(OrtSession session, NativeTensors weights) throws OrtException {
        this.session = session;
        this.weights = weights;
        this.inputs = Set.copyOf(
                session.getInputInfo().values().stream().map(NodeInfo::getName).toList());
    }

    /**
     * Prepares a graph.
     *
     * @throws ModelException when the runtime cannot take it, with the runtime's own reason
     */
    public static Session open(Graph graph, SessionSettings settings) {
        Map<String, Tensor> outside = new LinkedHashMap<>(graph.weights());
        outside.values().removeIf(tensor -> !OnnxWriter.isOutside(tensor, OUTSIDE_FROM));
        Path folder = folder(outside.values());
        byte[] model = OnnxWriter.bytesWithoutWeights(graph, OUTSIDE_FROM, folder);
        long size =
                outside.values().stream().mapToLong(t -> t.bytes().remaining()).sum();
        outside.values().removeIf(tensor -> OnnxWriter.isIn(folder, tensor));
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "srmap");
        NativeTensors weights = new NativeTensors(environment);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setOptimizationLevel(
                    settings.optimized()
                            ? OrtSession.SessionOptions.OptLevel.ALL_OPT
                            : OrtSession.SessionOptions.OptLevel.NO_OPT);
            if (settings.device() == SessionSettings.Device.CUDA) {
                addCuda(options);
            }
            if (folder != null) {
                options.addConfigEntry(WEIGHT_FOLDER, folder.toString());
            }
            if (size >= NOT_PACKED_FROM) {
                options.addConfigEntry("session.disable_prepacking", "1");
            }
            outside.forEach(weights::add);
            if (!outside.isEmpty()) {
                options.addExternalInitializers(weights.byName());
            }
            return new Session(environment.createSession(model, options), weights);
        } catch (OrtException e) {
            weights.close();
            throw new ModelException("the runtime rejects the model: " + reason(e), e);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /** The folder of the first weight that lies in a file: a runtime takes one. */
    private static @Nullable Path folder(Collection<Tensor> weights) {
        for (Tensor weight : weights) {
            FileRegion region = weight.region();
            if (region != null && OnnxWriter.isIn(region.file().getParent(), weight)) {
                return region.file().getParent();
            }
        }
        return null;
    }

    private static void addCuda(OrtSession.SessionOptions options) {
        try {
            options.addCUDA(0);
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "device cuda: this build of ONNX Runtime has no CUDA provider (put"
                            + " onnxruntime_gpu of the same version on the class path in place of onnxruntime, with NVIDIA's"
                            + " libraries installed); use --device cpu. Reason: " + reason(e),
                    e);
        }
    }

    /**
     * Computes outputs.
     *
     * @param given a tensor for each input
     * @param asked names of the outputs wanted
     * @return the outputs by name, in the order asked
     * @throws IllegalArgumentException when an input is missing, unknown, or of a shape or type that does not fit
     * @throws java.util.concurrent.CancellationException when the thread is interrupted before or meanwhile
     */
    public Map<String, Tensor> run(Map<String, Tensor> given, List<String> asked) {
        if (!given.keySet().equals(inputs)) {
            throw new IllegalArgumentException("inputs " + given.keySet() + " were given, but the model has " + inputs);
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (NativeTensors fed = new NativeTensors(environment)) {
            given.forEach(fed::add);
            Set<String> wanted = new LinkedHashSet<>(asked);
            try (OrtSession.Result result = Interruption.run(options -> session.run(fed.byName(), wanted, options))) {
                Map<String, Tensor> outputs = new LinkedHashMap<>();
                for (String name : asked) {
                    outputs.put(name, copy(result.get(name).orElseThrow()));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("the model cannot be run on this input: " + reason(e), e);
        }
    }

    /**
     * The outputs of a graph that has no inputs, by name.
     *
     * @throws ModelException when the runtime cannot take it
     * @throws IllegalArgumentException when the runtime cannot compute it
     */
    public static Map<String, Tensor> constants(Graph graph) {
        try (Session session = open(graph, SessionSettings.threads(1))) {
            return session.run(
                    Map.of(), graph.outputs().stream().map(Value::name).toList());
        }
    }

    private static Tensor copy(OnnxValue value) {
        OnnxTensor tensor = (OnnxTensor) value;
        ByteBuffer bytes = tensor.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return Tensor.of(
                NativeTensors.typeOf(tensor.getInfo().type), tensor.getInfo().getShape(), bytes);
    }

    /** The runtime's message without the code location in front of it. */
    private static String reason(OrtException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        int newline = message.indexOf('\n');
        String line = newline < 0 ? message : message.substring(0, newline);
        return line.length() > 400 ? line.substring(0, 400) + "..." : line;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session cannot be closed: " + reason(e), e);
        } finally {
            weights.close();
        }
    }
}
