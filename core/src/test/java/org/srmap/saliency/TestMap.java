package org.srmap.saliency;

import java.util.Random;

/** A seeded map; its text says how to make it again. */
record TestMap(Kind kind, int height, int width, int channels, long seed) {
    /** What the map is like. */
    enum Kind {
        /** Independent values everywhere. */
        DENSE,
        /** A few smooth blobs on exact zero, as relevance often is. */
        SPARSE,
        /** Few distinct values in large flat parts, so that many distances tie. */
        FLAT,
        /** Flat at 0.9 with little noise: rounding matters most here. */
        BRIGHT,
        /** Most patches zero, single pixels stand out. */
        DOTS
    }

    float[] values() {
        Random random = new Random(seed);
        float[] out = new float[height * width * channels];
        switch (kind) {
            case DENSE -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = random.nextFloat();
                }
            }
            case SPARSE -> {
                for (int blob = 0; blob < 4; blob++) {
                    addBlob(out, random);
                }
            }
            case FLAT -> {
                float[] levels = {0.1f, 0.1f, 0.5f, 0.6f};
                for (int i = 0; i < out.length; i++) {
                    int pixel = i / channels;
                    out[i] = levels[(pixel % width / 12 + pixel / width / 9 + i % channels) % 4];
                }
                out[random.nextInt(out.length)] = 1;
            }
            case BRIGHT -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = 0.9f + (random.nextInt(3) == 0 ? 1e-4f * random.nextFloat() : 0);
                }
                out[0] = 0;
                out[out.length - 1] = 1;
            }
            case DOTS -> {
                for (int i = 0; i < 3; i++) {
                    out[random.nextInt(out.length)] = 1 + i;
                }
            }
            default -> throw new IllegalStateException();
        }
        return out;
    }

    private void addBlob(float[] out, Random random) {
        double cy = random.nextDouble() * height;
        double cx = random.nextDouble() * width;
        double radius = 2 + 4 * random.nextDouble();
        for (int i = 0; i < out.length; i++) {
            int pixel = i / channels;
            int y = pixel / width;
            double d = Math.hypot(y - cy, pixel % width - cx);
            out[i] += (float) Math.max(0, (1 - d / radius) * random.nextDouble());
        }
    }
}
