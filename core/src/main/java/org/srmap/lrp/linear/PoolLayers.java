package org.srmap.lrp.linear;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Term;

/** Pooling layers as linear maps. */
final class PoolLayers {
    private PoolLayers() {}

    /** A linear layer without weights. */
    private abstract static class Pool extends NodeLayer {
        Pool(Emission e, Node node) {
            super(e, node);
        }

        @Override
        public boolean hasWeight() {
            return false;
        }

        @Override
        public Term weight() {
            throw new IllegalStateException("\"" + node.name() + "\" has no weights");
        }

        @Override
        public @Nullable Term bias() {
            return null;
        }

        @Override
        public Denominator forward(Term x, Term weight, @Nullable Term bias) {
            throw new IllegalStateException("\"" + node.name() + "\" has no weights");
        }

        @Override
        public Term back(Term s, Term weight) {
            throw new IllegalStateException("\"" + node.name() + "\" has no weights");
        }
    }

    /** Average over windows; what the divisor counts follows {@code count_include_pad} and {@code ceil_mode}. */
    static final class Average extends Pool {
        private final Windows windows;
        private final boolean countPads;

        Average(Emission e, Node node) {
            super(e, node);
            windows = Windows.of(node, Windows.spatial(in()), new long[0]);
            countPads = node.is("AveragePool") && node.integer("count_include_pad", 0) == 1;
        }

        /** Appends the average of other elements over the same windows. */
        Denominator forward(Term x) {
            Map<String, Attribute> attributes = new LinkedHashMap<>(node.attributes());
            attributes.remove("storage_order");
            return denominator(x.op("AveragePool", attributes), null);
        }

        /** One single-channel transposed convolution with ones spreads every share over its window. */
        @Override
        public Term back(Term s) {
            int n = windows.axes();
            Term shares = s.over(divisors());
            long[] single = new long[n + 2];
            long[] ones = new long[n + 2];
            single[0] = -1;
            single[1] = 1;
            ones[0] = 1;
            ones[1] = 1;
            for (int i = 0; i < n; i++) {
                single[i + 2] = out().size(i + 2);
                ones[i + 2] = windows.kernel()[i];
            }
            Term spread = shares.reshape(single).op("ConvTranspose", windows.spreading(in(), out()), e.filled(1, ones));
            return spread.reshape(in().sizes());
        }

        /** How many elements each window averages over: 1 x 1 x windows. */
        private Term divisors() {
            int n = windows.axes();
            long[] sizes = new long[n + 2];
            sizes[0] = 1;
            sizes[1] = 1;
            int count = 1;
            for (int i = 0; i < n; i++) {
                sizes[i + 2] = out().size(i + 2);
                count = Math.toIntExact(count * out().size(i + 2));
            }
            float[] divisors = new float[count];
            boolean same = true;
            for (int at = 0; at < count; at++) {
                long rest = at;
                long product = 1;
                for (int i = n - 1; i >= 0; i--) {
                    product *= counted(i, rest % out().size(i + 2));
                    rest /= out().size(i + 2);
                }
                divisors[at] = product;
                same &= divisors[at] == divisors[0];
            }
            return same ? e.number(divisors[0]) : e.floats(sizes, divisors);
        }

        /** Elements that a window counts on an axis; with {@code count_include_pad} all, even beyond the padding. */
        private long counted(int axis, long window) {
            if (countPads) {
                return windows.kernel()[axis];
            }
            long start = window * windows.strides()[axis] - windows.pads()[axis];
            long step = windows.dilations()[axis];
            long first = Math.max(0, -Math.floorDiv(start, step));
            long end = Math.min(windows.kernel()[axis], -Math.floorDiv(start - in().size(axis + 2), step));
            return Math.max(0, end - first);
        }
    }

    /** Average over whole axes: GlobalAveragePool and ReduceMean. */
    static final class WholeAverage extends Pool {
        private final List<Integer> axes = new ArrayList<>();

        WholeAverage(Emission e, Node node) {
            super(e, node);
            long[] given = node.is("ReduceMean") ? node.integers("axes") : null;
            int rank = in().rank();
            for (int i = 0; i < rank; i++) {
                int axis = i;
                boolean reduced = node.is("GlobalAveragePool")
                        ? i >= 2
                        : given == null || java.util.Arrays.stream(given).anyMatch(a -> (a < 0 ? a + rank : a) == axis);
                if (reduced) {
                    axes.add(i);
                }
            }
            if (axes.contains(0)) {
                throw ModelException.of(node, "a mean over the batch");
            }
        }

        @Override
        public Term back(Term s) {
            long[] kept = in().sizes();
            long[] ones = new long[in().rank()];
            java.util.Arrays.fill(ones, 1);
            double count = 1;
            for (int axis : axes) {
                count *= in().size(axis);
                kept[axis] = 1;
                ones[axis] = in().size(axis);
            }
            Term aligned = in().rank() == out().rank() ? s : s.reshape(kept);
            return aligned.over(e.number(count)).times(e.filled(1, ones));
        }
    }

    /** The maximum of windows: relevance goes to the first of the largest elements, in row-major order. */
    static final class Winner extends Pool {
        private final Windows windows;

        Winner(Emission e, Node node) {
            super(e, node);
            windows = Windows.of(node, Windows.spatial(in()), new long[0]);
            if (node.integer("storage_order", 0) != 0 && node.outputs().size() > 1) {
                throw ModelException.of(node, "indices of its winners in column-major order");
            }
        }

        @Override
        public Term back(Term s) {
            Term indices = indices();
            Term shape = x().op("Shape");
            if (covers()) {
                Map<String, Attribute> attributes = new LinkedHashMap<>();
                attributes.put("kernel_shape", Attribute.ints(windows.kernel()));
                attributes.put("strides", Attribute.ints(windows.strides()));
                return s.op("MaxUnpool", attributes, indices, shape);
            }
            Term count = shape.op("ReduceProd", Map.of("keepdims", new Attribute.Int(1)));
            Map<String, Attribute> adding =
                    Map.of("axis", new Attribute.Int(0), "reduction", new Attribute.Text("add"));
            return count.op("ConstantOfShape")
                    .op("ScatterElements", adding, indices.reshape(-1), s.reshape(-1))
                    .op("Reshape", shape);
        }

        private Term indices() {
            if (e.isOneToOne()) {
                return e.indices(node);
            }
            // indices count through the whole batch: they must come from the batch as the maps see it
            String again = e.editor().fresh("lrp/MaxPool");
            String indices = e.editor().fresh("lrp/MaxPool.indices");
            List<String> pictures = List.of(x().name());
            Node pool = new Node(again, "", "MaxPool", pictures, List.of(again, indices), node.attributes());
            e.editor().append(pool.without("storage_order"));
            return e.term(indices);
        }

        /** Whether no element can be in two windows, so that un-pooling overwrites nothing. */
        private boolean covers() {
            if (windows.ceil() || windows.isPadded()) {
                return false;
            }
            for (int i = 0; i < windows.axes(); i++) {
                if (windows.strides()[i] < windows.extent(i)) {
                    return false;
                }
            }
            return windows.axes() == 2;
        }
    }
}
