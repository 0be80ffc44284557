package org.srmap.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.srmap.Explanation;
import org.srmap.SalientRelevance;
import org.srmap.draw.PngFile;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;

/**
 * Keeps maps as files: {@code MODEL/PRESET/FILE.sr.png} (the SR map at the model's input size, gray, 255 for 1) and
 * {@code MODEL/PRESET/FILE.relevance.npy} (float16, channels x height x width). Names are written so that none leaves
 * the folder and no two are the same: what is not a letter, a digit or one of {@code . _ - + ,} is {@code %XX}.
 */
public final class MapFolder implements PhotoStudy.MapSink {
    private final Path folder;
    private final Set<Path> unflushed = ConcurrentHashMap.newKeySet();

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
        Path path = folder.resolve(safe(model)).resolve(safe(preset));
        String[] parts = file.split("/", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            path = path.resolve(safe(parts[i]));
        }
        return path.resolve(safe(parts[parts.length - 1]) + "." + kind);
    }

    private static String safe(String name) {
        if (name.isEmpty() || name.matches("\\.+")) {
            return "%" + name.replace(".", "%2E");
        }
        StringBuilder text = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "._-+,".indexOf(c) >= 0);
            text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return text.toString();
    }

    @Override
    public void keep(String file, String model, String preset, Explanation explanation) throws IOException {
        Path relevance = path(file, model, preset, "relevance.npy");
        Files.createDirectories(relevance.getParent());
        PixelMap map = explanation.relevance();
        Npy.writeFloat16(relevance, map.values(), map.channels(), map.height(), map.width());
        unflushed.add(relevance);
        SalientRelevance salient = explanation.salient();
        if (salient != null) {
            Path sr = path(file, model, preset, "sr.png");
            PngFile.write(gray(salient.map()), sr);
            unflushed.add(sr);
        }
    }

    @Override
    public void flush() throws IOException {
        Set<Path> folders = new HashSet<>();
        for (Path file : Set.copyOf(unflushed)) {
            AsideFile.flushFile(file);
            unflushed.remove(file);
            for (Path in = file.getParent(); in != null && in.startsWith(folder); in = in.getParent()) {
                folders.add(in);
            }
        }
        folders.forEach(AsideFile::flushFolder);
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
