package org.srmap.rule;

/**
 * How a denominator is kept away from zero.
 *
 * @param epsilon the smallest distance from zero, at least 0
 * @param mode how it gets there
 * @param normScale whether epsilon is multiplied by the root mean square of each picture's values
 */
public record Stabilizer(double epsilon, Mode mode, boolean normScale) {

    /** How the denominator z is changed. */
    public enum Mode {
        /** z + epsilon * sign(z), with sign(0) = 1; the field's usual one. */
        SIGN,
        /** sign(z) * max(|z|, epsilon). */
        CLIP,
        /** z + epsilon, whatever the sign of z, as the program of Li et al. has it. */
        ADD
    }

    /** The stabilizer of most rules: 1e-6 in the direction of the sign. */
    public static final Stabilizer DEFAULT = sign(1e-6);

    public Stabilizer {
        if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("epsilon: " + epsilon + "; a finite number of at least 0 is needed");
        }
    }

    /** Epsilon in the direction of the sign. */
    public static Stabilizer sign(double epsilon) {
        return new Stabilizer(epsilon, Mode.SIGN, false);
    }

    /** Epsilon added whatever the sign. */
    public static Stabilizer add(double epsilon) {
        return new Stabilizer(epsilon, Mode.ADD, false);
    }

    /** Whether it is large enough not to be lost in the rounding of float32 sums. */
    boolean smooths() {
        return epsilon >= 1e-6;
    }

    @Override
    public String toString() {
        String text = Double.toString(epsilon);
        text = mode == Mode.SIGN ? text : text + " " + mode.name().toLowerCase(java.util.Locale.ROOT);
        return normScale ? text + " norm-scaled" : text;
    }
}
