package org.srmap.evaluate;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import org.srmap.draw.InputPicture;
import org.srmap.eval.Heatmap;
import org.srmap.image.Preprocessing;
import org.srmap.map.PixelMap;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;

/** Maps that ask no network: what a method must beat to say anything about the model. */
enum PlainMaps {
    /** Independent uniform noise. */
    RANDOM("random") {
        @Override
        PixelMap map(PixelMap picture, Preprocessing preprocessing, ContextAwareSaliency saliency, long seed) {
            Random random = new Random(seed);
            float[] map = new float[picture.pixels()];
            for (int p = 0; p < map.length; p++) {
                map[p] = random.nextFloat();
            }
            return new PixelMap(map, picture.height(), picture.width());
        }
    },
    /** A Gaussian in the centre; its standard deviations are a quarter of the height and of the width. */
    CENTRE("centre") {
        @Override
        PixelMap map(PixelMap picture, Preprocessing preprocessing, ContextAwareSaliency saliency, long seed) {
            float[] map = new float[picture.pixels()];
            for (int p = 0; p < map.length; p++) {
                int row = p / picture.width();
                double y = (row + 0.5 - picture.height() / 2.0) / (picture.height() / 4.0);
                double x = (p % picture.width() + 0.5 - picture.width() / 2.0) / (picture.width() / 4.0);
                map[p] = (float) Math.exp(-(x * x + y * y) / 2);
            }
            return new PixelMap(map, picture.height(), picture.width());
        }
    },
    /** Context-aware saliency of the photo itself, as the model sees it, in CIE Lab at 250 pixels. */
    PHOTO_SALIENCY("photo-saliency") {
        @Override
        PixelMap map(PixelMap picture, Preprocessing preprocessing, ContextAwareSaliency saliency, long seed) {
            BufferedImage image = InputPicture.of(picture, preprocessing);
            int pixels = picture.pixels();
            int[] rgb = image.getRGB(0, 0, picture.width(), picture.height(), null, 0, picture.width());
            float[] planes = new float[3 * pixels];
            for (int p = 0; p < pixels; p++) {
                planes[p] = rgb[p] >> 16 & 0xff;
                planes[pixels + p] = rgb[p] >> 8 & 0xff;
                planes[2 * pixels + p] = rgb[p] & 0xff;
            }
            return SaliencyInput.PAPER.map(saliency, new PixelMap(planes, 3, picture.height(), picture.width()));
        }
    };

    private final String id;

    PlainMaps(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    abstract PixelMap map(PixelMap picture, Preprocessing preprocessing, ContextAwareSaliency saliency, long seed);

    MapSource source(Preprocessing preprocessing, ContextAwareSaliency saliency) {
        return new MapSource() {
            @Override
            public Maps maps(List<MapKind> kinds, PixelMap picture, int target, long seed) {
                PixelMap map = PlainMaps.this.map(picture, preprocessing, saliency, seed);
                return new Maps(List.of(new Heatmap(map)), Double.NaN);
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
