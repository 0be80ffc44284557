package org.srmap.rule;

import java.util.List;

/**
 * Smallest and largest value that each channel of the model's input can have: what the box rule starts from.
 *
 * @param low smallest value per channel; one value stands for all channels
 * @param high largest value per channel; one value stands for all channels
 */
public record InputRange(List<Double> low, List<Double> high) {

    public InputRange {
        low = List.copyOf(low);
        high = List.copyOf(high);
        if (low.isEmpty() || low.size() != high.size()) {
            throw new IllegalArgumentException("a range of " + low.size() + " lowest and " + high.size()
                    + " highest values; one of each per channel is needed");
        }
    }

    /** Pixels in 0..1, normalised with ImageNet's mean and standard deviation (RGB). */
    public static InputRange imagenet() {
        return new InputRange(
                List.of(-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225),
                List.of(0.515 / 0.229, 0.544 / 0.224, 0.594 / 0.225));
    }

    /** The rule's own range, or this one when it has none. */
    public InputRange of(Rule.Box rule) {
        return rule.low() == null || rule.high() == null ? this : new InputRange(rule.low(), rule.high());
    }
}
