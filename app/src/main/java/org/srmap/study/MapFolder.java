package org.srmap.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.srmap.Explanation;
import org.srmap.SalientRelevance;
import org.srmap.draw.PngFile;
import org.srmap.file.AsideFile;
import org.srmap.file.FileNames;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;

/**
 * Keeps maps as files: {@code MODEL/PRESET/FILE.sr.png} (the SR map at the model's input size, gray, 255 for 1) and
 * {@code MODEL/PRESET/FILE.relevance.npy} (float16, channels x height x width). Names are written so that none leaves
 * the folder and no two are the same: what is not a letter, a digit or one of {@code . _ - + ,} is {@code %XX}.
 */
public final class MapFolder implements PhotoStudy.MapSink {
    private final Path folder;

    /** Keeps maps in a folder, usually {@code maps} of a run. */
    public MapFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The file of a map.
     *
     * @param kind {@code sr.png} or {@code relevance.npy}
     */
    public Path path(String file, String model, String preset, String kind) {
        Path path = folder.resolve(FileNames.distinct(model)).resolve(FileNames.distinct(preset));
        String[] parts = file.split("/", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            path = path.resolve(FileNames.distinct(parts[i]));
        }
        return path.resolve(FileNames.distinct(parts[parts.length - 1]) + "." + kind);
    }

    @Override
    public void keep(String file, String model, String preset, Explanation explanation) throws IOException {
        Path relevance = path(file, model, preset, "relevance.npy");
        Path in = relevance.getParent();
        if (in != null) {
            AsideFile.createFolders(in);
        }
        PixelMap map = explanation.relevance();
        Npy.writeFloat16(relevance, map.values(), map.channels(), map.height(), map.width());
        SalientRelevance salient = explanation.salient();
        if (salient != null) {
            Path sr = path(file, model, preset, "sr.png");
            PngFile.write(gray(salient.map()), sr);
        }
    }

    private static BufferedImage gray(PixelMap map) {
        BufferedImage image = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = new byte[map.pixels()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * map.values()[i]);
        }
        image.getRaster().setDataElements(0, 0, map.width(), map.height(), bytes);
        return image;
    }
}
