package org.srmap.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.draw.PngFile;
import org.srmap.file.AsideFile;
import org.srmap.file.FileNames;
import org.srmap.npy.Npy;

/**
 * Maps kept as files, {@code GROUP/.../FILE.KIND}. Names are written so that none leaves the folder and no two are the
 * same, see {@link FileNames#distinct}. What was kept is on the disk when a method returns. May be used by several
 * threads.
 */
public final class MapStore {
    private final Path folder;
    private final Element element;

    /** Types of numbers. */
    public enum Element {
        /** IEEE half precision. */
        FLOAT16,
        /** IEEE single precision. */
        FLOAT32
    }

    /**
     * Maps in a folder.
     *
     * @param folder usually {@code maps} of a run; made when something is kept
     * @param element what arrays are written as
     */
    public MapStore(Path folder, Element element) {
        this.folder = folder;
        this.element = element;
    }

    /**
     * Which map it is.
     *
     * @param groups what made it, such as model and method
     * @param file the photo, with its folders
     * @param kind which map of it, and the ending of its file, such as {@code sr.png}
     */
    public record Name(List<String> groups, String file, String kind) {
        /** Copies the groups. */
        public Name {
            groups = List.copyOf(groups);
        }
    }

    /** Where a map is, or would be. */
    public Path path(Name name) {
        return folder(name).resolve(FileNames.distinct(baseName(name.file())) + "." + name.kind());
    }

    private Path folder(Name name) {
        Path path = folder;
        for (String group : name.groups()) {
            path = path.resolve(FileNames.distinct(group));
        }
        String[] parts = name.file().split("/", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            path = path.resolve(FileNames.distinct(parts[i]));
        }
        return path;
    }

    private static String baseName(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Keeps an array. */
    public void keep(Name name, float[] values, int... shape) throws IOException {
        AsideFile.createFolders(folder(name));
        switch (element) {
            case FLOAT16 -> Npy.writeFloat16(path(name), values, shape);
            case FLOAT32 -> Npy.writeFloat32(path(name), values, shape);
        }
    }

    /** Keeps a picture. */
    public void keep(Name name, BufferedImage picture) throws IOException {
        AsideFile.createFolders(folder(name));
        PngFile.write(picture, path(name));
    }

    /** The values of an array; null when it is not kept. */
    public float @Nullable [] values(Name name) throws IOException {
        Path file = path(name);
        return Files.exists(file) ? Npy.read(file).floats() : null;
    }
}
