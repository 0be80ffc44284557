package org.srmap.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.srmap.ClassScore;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.InputItem;
import org.srmap.SalientRelevance;
import org.srmap.Target;
import org.srmap.eval.data.ClassMap;
import org.srmap.eval.data.DataItem;
import org.srmap.image.Photo;
import org.srmap.model.Labels;

/**
 * The function of one photo: its rows, by every model and preset. Holds native memory until it is closed.
 *
 * <p>May be used by several threads, each with photos of its own. Each photo is computed on the thread that asks, so that
 * its rows do not depend on how many work at a time.
 */
public final class PhotoStudy implements AutoCloseable {
    private final StudySettings settings;
    private final List<Part> parts = new ArrayList<>();
    private final MapSink maps;

    /** Takes the maps of a photo. */
    public interface MapSink {
        /** Keeps nothing. */
        MapSink NONE = (file, model, preset, explanation) -> {};

        /**
         * Keeps the maps of a photo, which are on the disk when it returns; may be called by several threads.
         *
         * @throws IOException when they cannot be kept, which ends the study
         */
        void keep(String file, String model, String preset, Explanation explanation) throws IOException;
    }

    /** A model with a preset. */
    private record Part(String model, String preset, Explainer explainer, ClassMap classes) {}

    private PhotoStudy(StudySettings settings, MapSink maps) {
        this.settings = settings;
        this.maps = maps;
    }

    /**
     * Makes the models ready.
     *
     * @throws org.srmap.graph.ModelException when one of them cannot be explained
     */
    public static PhotoStudy open(StudySettings settings, MapSink maps) {
        PhotoStudy study = new PhotoStudy(settings, maps);
        try {
            for (StudyModel model : settings.models()) {
                for (StudyPreset preset : settings.presets()) {
                    Explainer explainer = Explainer.open(
                            model.model(),
                            ExplainerSettings.defaults()
                                    .withMethod(preset.method())
                                    .withPrecision(settings.precision())
                                    .withThreads(1));
                    Labels labels = explainer.labels();
                    Labels numbers = settings.numbers();
                    ClassMap classes = numbers == null ? ClassMap.of(labels) : ClassMap.of(labels, numbers);
                    study.parts.add(new Part(model.name(), preset.name(), explainer, classes));
                }
            }
            UnpackedLibraries.delete();
            return study;
        } catch (RuntimeException e) {
            study.close();
            throw e;
        }
    }

    /** A model with a preset. */
    Explainer explainer(StudyModel model, StudyPreset preset) {
        return parts.stream()
                .filter(p -> p.model().equals(model.name()) && p.preset().equals(preset.name()))
                .findFirst()
                .orElseThrow()
                .explainer();
    }

    /** The class of a model that a label means. */
    OptionalInt truth(String model, @Nullable String label) {
        return parts.stream()
                .filter(p -> p.model().equals(model))
                .findFirst()
                .orElseThrow()
                .classes()
                .index(label);
    }

    /**
     * The rows of a photo, models and presets in their order. What goes wrong with the photo is in the rows.
     *
     * @throws IOException when maps cannot be kept
     */
    public List<Row> rows(DataItem item) throws IOException {
        long start = System.nanoTime();
        Photo photo;
        try {
            photo = Photo.read(item.read(), item.file());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            double share = secondsSince(start) / parts.size();
            return parts.stream()
                    .map(part -> begun(item, part)
                            .put(Column.SECONDS, share)
                            .put(Column.ERROR, reason(e))
                            .build())
                    .toList();
        }
        ObjectRegion region = ObjectRegion.of(item, photo);
        double reading = secondsSince(start) / parts.size();
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            rows.add(row(item, photo, region, part, reading));
        }
        return rows;
    }

    private Row row(DataItem item, Photo photo, ObjectRegion region, Part part, double reading) throws IOException {
        long start = System.nanoTime();
        Row.Builder row = begun(item, part).put(Column.WIDTH, photo.width()).put(Column.HEIGHT, photo.height());
        Explanation explanation;
        try {
            InputItem input = InputItem.of(item.file(), part.explainer().prepare(photo), reading);
            explanation =
                    part.explainer().explain(List.of(input), target(item, part)).get(0);
            prediction(row, explanation, part, item);
            attention(row, explanation, region);
            row.put(Column.ERROR, region.error());
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            return row.put(Column.SECONDS, reading + secondsSince(start))
                    .put(Column.ERROR, reason(e))
                    .build();
        }
        maps.keep(item.file(), part.model(), part.preset(), explanation);
        return row.put(Column.SECONDS, reading + secondsSince(start)).build();
    }

    private Target target(DataItem item, Part part) {
        OptionalInt truth = part.classes().index(item.label());
        return settings.target() == StudySettings.Target.TRUTH && truth.isPresent()
                ? new Target.Index(truth.getAsInt())
                : Target.top();
    }

    private static Row.Builder begun(DataItem item, Part part) {
        OptionalInt truth = part.classes().index(item.label());
        return new Row.Builder()
                .put(Column.FILE, item.file())
                .put(Column.LABEL, item.label())
                .put(Column.MODEL, part.model())
                .put(Column.PRESET, part.preset())
                .put(Column.TRUTH, truth.isPresent() ? truth.getAsInt() : null);
    }

    private static void prediction(Row.Builder row, Explanation explanation, Part part, DataItem item) {
        List<ClassScore> top = explanation.top();
        ClassScore best = top.get(0);
        ClassScore target = explanation.target();
        row.put(Column.TOP1, best.index())
                .put(Column.TOP1_NAME, best.label())
                .put(Column.TOP5, top.stream().map(ClassScore::index).toList())
                .put(Column.TOP5_NAMES, top.stream().map(ClassScore::label).toList())
                .put(
                        Column.TOP5_PROBABILITIES,
                        top.stream().map(s -> (float) s.probability()).toList())
                .put(Column.TARGET, target.index())
                .put(Column.TARGET_NAME, target.label())
                .put(Column.LOGIT, target.logit())
                .put(Column.PROBABILITY, (float) target.probability())
                .put(Column.RELEVANCE_IN, explanation.conservation().initial())
                .put(Column.RELEVANCE_OUT, explanation.conservation().input());
        OptionalInt truth = part.classes().index(item.label());
        if (truth.isPresent()) {
            float[] logits = explanation.logits();
            row.put(Column.CORRECT, truth.getAsInt() == best.index())
                    .put(Column.TRUTH_LOGIT, logits[truth.getAsInt()])
                    .put(Column.TRUTH_PROBABILITY, (float) part.explainer().probabilities(logits)[truth.getAsInt()]);
        }
    }

    private static void attention(Row.Builder row, Explanation explanation, ObjectRegion region) {
        SalientRelevance salient = explanation.salient();
        if (salient == null) {
            return;
        }
        AttentionStatistics numbers = AttentionStatistics.of(salient.map(), explanation.geometry(), region.region());
        row.put(Column.AREAS, salient.areas().size())
                .put(Column.AREA_SHARE, salient.areaShare())
                .put(Column.RELEVANCE_SHARE, salient.relevanceShare())
                .put(Column.FOCUS_X, numbers.focusX())
                .put(Column.FOCUS_Y, numbers.focusY())
                .put(Column.SPREAD, numbers.spread())
                .put(Column.INSIDE, numbers.inside())
                .put(Column.SR, AttentionStatistics.reduced(salient.map(), explanation.geometry()));
    }

    private static String reason(Throwable e) {
        String text = e instanceof OutOfMemoryError
                ? "out of memory"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() {
        parts.forEach(part -> part.explainer().close());
    }
}
