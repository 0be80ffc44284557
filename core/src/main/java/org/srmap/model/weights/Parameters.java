package org.srmap.model.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Tensor;
import org.srmap.text.OneLine;

/** Hands a state dict's parameters to a builder, and keeps a list of those that miss, do not fit or are left over. */
public final class Parameters {
    private static final int MOST_LISTED = 40;

    /** Other names that a parameter has in files of other origin. */
    public interface Aliases {
        List<String> of(String name);
    }

    private final StateDict weights;
    private final Aliases aliases;
    private final Set<String> used = new HashSet<>();
    private final Map<String, Tensor> taken = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    public Parameters(StateDict weights, Aliases aliases) {
        this.weights = weights;
        this.aliases = aliases;
    }

    /** Notes a problem at a node or parameter. */
    void problem(String name, String op, String reason) {
        problems.add(new Problem(name, op, reason));
    }

    /** Marks the parameter as used and gives the graph's name for it; -1 in the shape stands for any size. */
    public String take(String name, long... shape) {
        Tensor found = find(name);
        if (found == null) {
            problem(name, "Parameter", "is missing; " + Arrays.toString(shape) + " is needed");
        } else if (!isReal(found)) {
            problem(name, "Parameter", "has the element type " + found.type() + ", which weights cannot have");
        } else if (!fits(found, shape)) {
            problem(
                    name,
                    "Parameter",
                    "has the shape " + Arrays.toString(found.shape()) + "; expected " + Arrays.toString(shape));
        } else {
            taken.put(name, shaped(found, shape).toFloat32());
        }
        return name;
    }

    /** Rows of a weight: how many outputs its layer has; {@code otherwise} when it is missing. */
    public int rows(String name, int otherwise) {
        Tensor found = find(name);
        return found == null || found.rank() == 0 || found.size(0) > Integer.MAX_VALUE || found.size(0) < 1
                ? otherwise
                : (int) found.size(0);
    }

    private @Nullable Tensor find(String name) {
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(aliases.of(name));
        for (String candidate : names) {
            Tensor found = weights.get(candidate);
            if (found != null) {
                used.add(candidate);
                return found;
            }
        }
        return null;
    }

    private static boolean isReal(Tensor tensor) {
        return switch (tensor.type()) {
            case FLOAT, DOUBLE, FLOAT16, BFLOAT16 -> true;
            default -> false;
        };
    }

    /** A fully connected layer may be stored as a convolution over its whole input (Caffe, MatConvNet): same order. */
    private static boolean fits(Tensor found, long[] shape) {
        if (shape.length == 2 && found.rank() == 4) {
            return found.size(0) == shape[0] && found.elements() == shape[0] * shape[1];
        }
        return Arrays.equals(found.shape(), shape);
    }

    private static Tensor shaped(Tensor found, long[] shape) {
        return found.rank() == shape.length ? found : found.reshaped(shape);
    }

    /**
     * The parameters taken, when all were there and none is left over.
     *
     * @throws ModelException listing everything that is wrong
     */
    public Map<String, Tensor> finish(String architecture) {
        Set<String> left = new TreeSet<>(weights.tensors().keySet());
        left.removeAll(used);
        left.removeIf(name -> name.endsWith("num_batches_tracked"));
        left.forEach(name -> problem(OneLine.text(name), "Parameter", "has no place in " + architecture));
        if (!problems.isEmpty()) {
            throw new ModelException(listed(architecture));
        }
        return taken;
    }

    private List<Problem> listed(String architecture) {
        List<Problem> listed = new ArrayList<>();
        listed.add(new Problem(
                "", "", weights.source() + " does not fit " + architecture + ", " + problems.size() + " problems"));
        listed.addAll(problems.subList(0, Math.min(MOST_LISTED, problems.size())));
        if (problems.size() > MOST_LISTED) {
            listed.add(new Problem("", "", "and " + (problems.size() - MOST_LISTED) + " more"));
        }
        return listed;
    }
}
