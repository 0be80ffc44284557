package org.srmap.eval;

import java.util.List;

/** A classifier: rates pictures. */
public interface Scorer {
    /**
     * Rates pictures, all in one batch.
     *
     * @param pictures each channels x height x width, preprocessed; not modified
     * @return for each picture, one logit per class
     */
    List<float[]> logits(List<float[]> pictures);
}
