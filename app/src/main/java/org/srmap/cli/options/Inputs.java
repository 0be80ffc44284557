package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.srmap.cli.terminal.UsageException;

/** The files that a command works on, and what their results are called. */
public final class Inputs {
    private static final Set<String> PICTURES =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "tif", "tiff", "bmp", "gif");

    private Inputs() {}

    /**
     * Files by the stem of their results. Folders give the pictures and arrays right in them, in order of their names.
     * Files of the same name in different folders, or with different endings, get distinct stems.
     *
     * @throws UsageException when something does not exist, or a folder has nothing in it
     */
    public static Map<String, Path> find(List<Path> given) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                files.addAll(inFolder(path));
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                throw new UsageException(path + ": no such file or folder");
            }
        }
        Map<String, Integer> plain = new HashMap<>();
        files.forEach(file -> plain.merge(stem(file), 1, Integer::sum));
        Map<String, Path> byStem = new LinkedHashMap<>();
        for (Path file : files) {
            String stem = stem(file);
            String wanted = plain.getOrDefault(stem, 0) > 1 ? name(file).replace('.', '_') : stem;
            String unique = wanted;
            for (int i = 2; byStem.containsKey(unique); i++) {
                unique = wanted + "_" + i;
            }
            byStem.put(unique, file);
        }
        return byStem;
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> listing = Files.list(folder)) {
            List<Path> files = listing.filter(Files::isRegularFile)
                    .filter(f -> isArray(f) || PICTURES.contains(ending(f)))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UsageException(folder + ": no pictures ("
                        + String.join(", ", PICTURES.stream().sorted().toList()) + ") or .npy arrays in this folder");
            }
            return files;
        }
    }

    /** Whether the file is a NumPy array. */
    public static boolean isArray(Path file) {
        return ending(file).equals("npy");
    }

    private static String ending(Path file) {
        String name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String stem(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
