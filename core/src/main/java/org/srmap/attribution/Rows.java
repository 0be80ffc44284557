package org.srmap.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Tensor;

/** Outputs of a run, row by row. */
public final class Rows {
    private Rows() {}

    /** The tensor cut along its first axis. */
    public static List<float[]> of(Map<String, Tensor> outputs, String name) {
        Tensor tensor = outputs.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the run gave no " + name);
        }
        int count = (int) tensor.size(0);
        float[] all = tensor.toFloats();
        int each = count == 0 ? 0 : all.length / count;
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(Arrays.copyOfRange(all, i * each, (i + 1) * each));
        }
        return rows;
    }
}
