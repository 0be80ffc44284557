package org.srmap.saliency;

/** Order statistics. */
final class Selection {
    private Selection() {}

    /**
     * Moves the {@code rank} smallest of the first {@code length} values to the front, in no particular order
     * (C. A. R. Hoare, "Algorithm 65: Find", 1961).
     *
     * @param values no NaN; reordered
     * @param length values in use
     * @param rank 1 to length
     * @return the {@code rank}-th smallest value, which is then at {@code values[rank - 1]}
     */
    static float smallest(float[] values, int length, int rank) {
        int low = 0;
        int high = length - 1;
        int target = rank - 1;
        while (low < high) {
            float pivot = median(values[low], values[(low + high) >>> 1], values[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (target <= j) {
                high = j;
            } else if (target >= i) {
                low = i;
            } else {
                break;
            }
        }
        return values[target];
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
