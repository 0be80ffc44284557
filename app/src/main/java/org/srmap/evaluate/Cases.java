package org.srmap.evaluate;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.srmap.Classifier;
import org.srmap.attribution.Ranking;
import org.srmap.eval.TrueRegion;
import org.srmap.eval.data.ClassMap;
import org.srmap.eval.data.Content;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.Mask;
import org.srmap.image.Geometry;
import org.srmap.image.Photo;
import org.srmap.image.PreparedPhoto;
import org.srmap.map.Box;
import org.srmap.map.PixelMap;
import org.srmap.map.Point;

/** Makes cases of the photos of a data set. */
final class Cases {
    private final Classifier classifier;
    private final ClassMap classes;
    private final EvaluationSettings settings;

    Cases(Classifier classifier, EvaluationSettings settings) {
        this.classifier = classifier;
        this.settings = settings;
        classes = ClassMap.of(classifier.labels());
    }

    /** A photo that does not take part, and why. */
    static final class LeftOut extends Exception {
        private static final long serialVersionUID = 1L;

        LeftOut(String reason) {
            super(reason);
        }
    }

    /**
     * The case of a photo.
     *
     * @param number of the photo in the data set
     * @throws LeftOut when the settings leave it out
     * @throws IOException when it cannot be read
     */
    Case read(DataItem item, int number) throws IOException, LeftOut {
        Photo photo = Photo.read(item.read(), item.file());
        PreparedPhoto prepared = classifier.prepare(photo);
        PixelMap picture = prepared.input();
        int predicted = Ranking.of(classifier.logits(List.of(picture.values())).get(0))[0];
        OptionalInt known = classes.index(item.label());
        if (item.label() != null && known.isEmpty()) {
            throw new LeftOut("left out: the model has no class \"" + item.label() + "\"");
        }
        if (settings.correctOnly() && (known.isEmpty() || known.getAsInt() != predicted)) {
            throw new LeftOut(
                    known.isEmpty()
                            ? "left out: its true class is not known"
                            : "left out: the model's answer is "
                                    + classifier.labels().name(predicted));
        }
        int target = settings.explainTop() ? predicted : known.orElse(predicted);
        TrueRegion truth = null;
        String note = "";
        try {
            truth = truth(item, photo, prepared.geometry());
            note = truth == null ? "no true region: neither boxes nor a mask" : "";
        } catch (IllegalArgumentException e) {
            note = "no true region: " + e.getMessage();
        }
        String label = item.label() == null ? "" : item.label();
        return new Case(item.file(), label, picture, target, predicted, truth, note, number);
    }

    private static @Nullable TrueRegion truth(DataItem item, Photo photo, Geometry geometry) throws IOException {
        List<Box> boxes = item.boxes().stream().map(geometry::toInput).toList();
        int height = geometry.inputHeight();
        int width = geometry.inputWidth();
        Content mask = item.mask();
        if (mask != null) {
            return TrueRegion.ofMask(mask(mask, photo, geometry), boxes, height, width);
        }
        return boxes.isEmpty() ? null : TrueRegion.ofBoxes(boxes, height, width);
    }

    /** A pixel of the input belongs to the mask when the mask's pixel under its centre does. */
    private static boolean[] mask(Content content, Photo photo, Geometry geometry) throws IOException {
        Mask mask = Mask.read(content, photo);
        int width = geometry.inputWidth();
        boolean[] inside = new boolean[geometry.inputHeight() * width];
        for (int p = 0; p < inside.length; p++) {
            int row = p / width;
            Point at = geometry.toPhoto(p % width + 0.5, row + 0.5);
            inside[p] = mask.contains(at.x(), at.y());
        }
        return inside;
    }
}
