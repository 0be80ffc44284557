package org.srmap.attribution;

/**
 * One map to compute.
 *
 * @param image the picture, channels x height x width; not modified
 * @param weights v in the explained number v . logits
 * @param logits of the picture
 */
record Case(float[] image, float[] weights, float[] logits) {

    /** The explained number. */
    double value() {
        return StartingRelevance.value(weights, logits);
    }
}
