package org.srmap.testing;

import java.util.Arrays;
import org.srmap.graph.Node;

/** Maximum pooling by plain loops. */
public final class MaxPools {
    private MaxPools() {}

    /**
     * The pooling of one picture as the matrix that selects each window's first largest element, in row-major order.
     *
     * @param in shape of the picture, C x D1 x D2 ...
     */
    public static LinearMap winners(Node node, double[] x, int... in) {
        int[] spatial = Arrays.copyOfRange(in, 1, in.length);
        Window window = Window.of(node, spatial, Window.ints(node.integers("kernel_shape")));
        int[] out = window.out();
        int[] shape = in.clone();
        System.arraycopy(out, 0, shape, 1, out.length);
        int places = Array.count(out);
        int pixels = Array.count(spatial);
        LinearMap map = LinearMap.empty(x.length, shape);
        for (int c = 0; c < in[0]; c++) {
            for (int p = 0; p < places; p++) {
                int winner = -1;
                for (int k = 0; k < window.taps(); k++) {
                    int[] at = window.at(Array.unravel(p, out), Array.unravel(k, window.kernel()));
                    int index = c * pixels + Array.ravel(at, spatial);
                    if (Window.isInside(at, spatial) && (winner < 0 || x[index] > x[winner])) {
                        winner = index;
                    }
                }
                map.put(c * places + p, winner, 1);
            }
        }
        return map;
    }
}
