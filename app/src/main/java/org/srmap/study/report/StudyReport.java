package org.srmap.study.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.srmap.run.RunListener;
import org.srmap.study.read.Gallery;
import org.srmap.study.read.StudyRun;

/** Writes the report of a study. The folder appears whole; an older report there is replaced. */
public final class StudyReport {
    private static final String MARK = ".srmap-report";

    private final StudyRun run;
    private final Settings settings;
    private final RunListener listener;

    /**
     * How the report is made.
     *
     * @param preset whose maps are shown; null: the study's first
     * @param most how many photos are shown of each kind of disagreement
     */
    public record Settings(@Nullable String preset, int most) {}

    /** A report of a study. */
    public StudyReport(StudyRun run, Settings settings, RunListener listener) {
        this.run = run;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * What was written.
     *
     * @param index the page to open
     * @param missing photos that should be shown and could not be read
     */
    public record Written(Path index, long missing) {}

    /**
     * Writes the pages.
     *
     * @param source where photos are read
     * @param folder new, empty, or with an older report in it
     * @throws IOException when there is something else in the folder, or it cannot be written; one line that names it
     */
    public Written write(PhotoSource source, Path folder) throws IOException {
        if (Files.exists(folder) && !Files.exists(folder.resolve(MARK)) && !isEmpty(folder)) {
            throw new IOException(
                    folder + ": it is neither empty nor a report of srmap; choose another folder with --out");
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(folder + ": choose another folder with --out");
        }
        Files.createDirectories(parent);
        Path draft = draft(parent);
        try {
            Files.createFile(draft.resolve(MARK));
            long missing = pages(source, draft);
            delete(folder);
            Files.move(draft, folder);
            return new Written(folder.resolve("index.html"), missing);
        } finally {
            delete(draft);
        }
    }

    /** A new folder that whoever may read the study may read: one for temporary files would be its owner's only. */
    private static Path draft(Path parent) throws IOException {
        return Files.createDirectory(parent.resolve(".report" + Long.toHexString(System.nanoTime())));
    }

    private long pages(PhotoSource source, Path draft) throws IOException {
        String title = title();
        Gallery gallery = new Gallery(run);
        List<String> models = run.models();
        Map<String, Integer> places = new HashMap<>();
        gallery.files().forEach(file -> places.put(file, places.size()));
        List<String> presets = run.presets();
        String wanted = settings.preset();
        String preset = wanted != null ? wanted : presets.isEmpty() ? "no preset" : presets.get(0);
        ReportContext context = new ReportContext(
                run,
                gallery,
                preset,
                models,
                run.labels(),
                run.labelNames(),
                places,
                new Thumbnails(source, draft),
                new ReportPages(draft, title),
                settings.most());
        listener.begin(context.labels().size() + models.size() * (models.size() - 1) + 2, 0);
        new RowPages(context).write();
        listener.step();
        for (String right : models) {
            for (String wrong : models) {
                if (!right.equals(wrong)) {
                    new GalleryPages(context).write(right, wrong);
                    listener.step();
                }
            }
        }
        ClassPages classes = new ClassPages(context);
        classes.write(listener::step);
        new IndexPage(context, classes).write(title, source.note());
        listener.step();
        return context.thumbnails().missing();
    }

    private String title() throws IOException {
        Path place = run.info().data().place();
        String photos = place == null || place.getFileName() == null
                ? "photos"
                : place.getFileName().toString();
        List<String> models = run.models();
        return (models.isEmpty() ? "Study" : String.join(" and ", models)) + " on " + photos;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
