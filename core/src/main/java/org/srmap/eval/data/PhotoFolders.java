package org.srmap.eval.data;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Photos in folders. */
final class PhotoFolders {
    private static final int DEPTH = 16;

    private PhotoFolders() {}

    /** The photos right in a folder; where there are none, those in the folders in it, one folder for each class. */
    static DataSet read(Path root) throws IOException {
        List<Path> flat = new ArrayList<>();
        List<Path> classes = new ArrayList<>();
        try (Stream<Path> listing = Files.list(root)) {
            for (Path path : (Iterable<Path>) listing::iterator) {
                if (isHidden(path)) {
                    continue;
                }
                if (Files.isDirectory(path)) {
                    classes.add(path);
                } else if (DataSets.isPicture(String.valueOf(path.getFileName()))) {
                    flat.add(path);
                }
            }
        }
        List<DataItem> items = new ArrayList<>();
        flat.forEach(file -> items.add(item(root, file, null)));
        for (Path folder : flat.isEmpty() ? classes : List.<Path>of()) {
            items.addAll(ofClass(root, folder));
        }
        items.sort(Comparator.comparing(DataItem::file));
        return new DataSet(flat.isEmpty() ? DataSet.Kind.FOLDERS : DataSet.Kind.FLAT, root, items, null);
    }

    private static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static List<DataItem> ofClass(Path root, Path folder) throws IOException {
        List<DataItem> items = new ArrayList<>();
        String label = String.valueOf(folder.getFileName());
        try (Stream<Path> files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(f -> DataSets.isPicture(String.valueOf(f.getFileName())))
                    .filter(f -> !isHidden(f) && !Files.isDirectory(f))
                    .forEach(f -> items.add(item(root, f, label)));
        } catch (java.io.UncheckedIOException e) {
            if (e.getCause() instanceof FileSystemLoopException loop) {
                throw new IOException(loop.getFile() + ": a link that leads back to a folder above it", e);
            }
            throw e.getCause();
        }
        return items;
    }

    private static DataItem item(Path root, Path file, @Nullable String label) {
        List<String> parts = new ArrayList<>();
        root.relativize(file).forEach(part -> parts.add(part.toString()));
        return new DataItem(String.join("/", parts), label, DataItem.Places.UNKNOWN, null, new Content.OfFile(file));
    }
}
