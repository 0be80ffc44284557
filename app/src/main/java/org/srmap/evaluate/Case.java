package org.srmap.evaluate;

import org.jspecify.annotations.Nullable;
import org.srmap.eval.TrueRegion;
import org.srmap.map.PixelMap;

/**
 * One photo, ready to be explained.
 *
 * @param file its name in the data set
 * @param label its true class as the data set names it; empty when not known
 * @param picture what the model sees
 * @param target the class that is explained
 * @param predicted the class with the largest logit
 * @param truth where the object is in what the model sees; null when not known
 * @param note why there is no true region; empty when there is one
 * @param number of the photo in the data set, which seeds what is random
 */
public record Case(
        String file,
        String label,
        PixelMap picture,
        int target,
        int predicted,
        @Nullable TrueRegion truth,
        String note,
        int number) {}
