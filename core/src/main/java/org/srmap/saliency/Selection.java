package org.srmap.saliency;

/** Order statistics. */
final class Selection {
    private Selection() {}

    /**
     * Moves the {@code rank} smallest of the first {@code length} values to the front, in no particular order
     * (C. A. R. Hoare, "Algorithm 65: Find", 1961). Which side of the pivot a value goes to cannot be foreseen, so values
     * are moved without a jump.
     *
     * @param values not negative, no NaN; reordered
     * @param length values in use
     * @param rank 1 to length
     * @return the {@code rank}-th smallest value, which is then at {@code values[rank - 1]}
     */
    static float smallest(float[] values, int length, int rank) {
        int low = 0;
        int high = length;
        int target = rank - 1;
        while (high - low > 1) {
            int pivot = bits(median(values[low], values[(low + high) >>> 1], values[high - 1]));
            int equal = partition(values, low, high, pivot);
            if (target < equal) {
                high = equal;
                continue;
            }
            low = partition(values, equal, high, pivot + 1);
            if (target < low) {
                return values[target];
            }
        }
        return values[target];
    }

    /** Moves the values whose bits are below a limit to the front; returns where the others begin. */
    private static int partition(float[] values, int from, int to, int limit) {
        int end = from;
        for (int i = from; i < to; i++) {
            float value = values[i];
            values[i] = values[end];
            values[end] = value;
            end += (bits(value) - limit) >>> 31;
        }
        return end;
    }

    /** Bits of floats that are not negative are in the order of the floats. */
    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
