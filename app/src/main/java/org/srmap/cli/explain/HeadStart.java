package org.srmap.cli.explain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.srmap.draw.Panel;
import org.srmap.draw.PngFile;
import org.srmap.image.Geometry;
import org.srmap.image.Photo;
import org.srmap.map.PixelMap;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyParameters;

/**
 * A JVM begins slowly: classes are loaded when they are first used, and code is fast only after it has run for a while.
 * While the network is made ready, a second thread loads and runs, on a little noise, what the first photo needs
 * afterwards. It changes no result.
 */
final class HeadStart {
    private static final int SIDE = 48;
    private static final int MOST_ROUNDS = 8;

    private volatile boolean over;

    private HeadStart() {}

    /**
     * Starts the thread; not where there is only one.
     *
     * @param first the first input, to be decoded once; null for none
     */
    static HeadStart begin(int threads, boolean saliency, boolean drawing, @Nullable Path first) {
        HeadStart start = new HeadStart();
        if (threads > 1) {
            Thread thread = new Thread(() -> start.run(saliency, drawing, first), "srmap-head-start");
            thread.setDaemon(true);
            thread.start();
        }
        return start;
    }

    private void run(boolean saliency, boolean drawing, @Nullable Path first) {
        try {
            if (saliency) {
                computeNoise();
            }
            if (first != null && !over) {
                Photo.read(first);
            }
            if (drawing && !over) {
                PngFile.encode(Panel.draw(nothing()));
            }
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
            over = true; // whatever it is, the real work will meet it and tell of it
        }
    }

    private void computeNoise() {
        Random random = new Random(1);
        float[] noise = new float[SIDE * SIDE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = Math.max(0, (float) random.nextGaussian());
        }
        ContextAwareSaliency stage = new ContextAwareSaliency(SaliencyParameters.defaults(), 1);
        for (int round = 0; round < MOST_ROUNDS && !over; round++) {
            stage.map(noise, SIDE, SIDE, 1);
        }
    }

    private static Panel.Content nothing() {
        BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        PixelMap map = new PixelMap(new float[SIDE * SIDE], SIDE, SIDE);
        Panel.Words words = new Panel.Words("class", 1, "method", "", "footer");
        return new Panel.Content(photo, Geometry.identity(SIDE, SIDE), map, map, List.of(), words);
    }

    /** The real work begins; the thread stops at its next step. */
    void end() {
        over = true;
    }
}
