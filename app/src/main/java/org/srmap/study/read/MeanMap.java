package org.srmap.study.read;

import org.jspecify.annotations.Nullable;

/**
 * Where a model looks in photos of a class, on average.
 *
 * @param model name of the model
 * @param preset name of the preset
 * @param label true class; null: photos without a label
 * @param photos number of maps that were averaged
 * @param values {@link #SIDE} x {@link #SIDE} means of SR values over the whole photo, row by row, 0 to 1
 */
public record MeanMap(String model, String preset, @Nullable String label, long photos, float[] values) {
    /** Width and height of the maps in the rows. */
    public static final int SIDE = 32;
}
