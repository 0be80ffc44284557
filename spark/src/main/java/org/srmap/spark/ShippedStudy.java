package org.srmap.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.image.Preprocessing;
import org.srmap.lrp.Precision;
import org.srmap.map.Size;
import org.srmap.model.Labels;
import org.srmap.model.ModelCard;
import org.srmap.onnx.OnnxReader;
import org.srmap.onnx.OnnxWriter;
import org.srmap.rule.Dialect;
import org.srmap.study.PhotoStudy;
import org.srmap.study.StudyModel;
import org.srmap.study.StudyPreset;
import org.srmap.study.StudySettings;

/**
 * The settings of a study in a form that travels, with the models as ONNX. As the value of a broadcast there is one of it
 * in each executor, which opens the study when it is first used; its sessions live as long as the executor.
 */
final class ShippedStudy implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final ArrayList<ShippedModel> models = new ArrayList<>();
    private final ArrayList<ShippedPreset> presets = new ArrayList<>();
    private final StudySettings.Target target;
    private final Precision precision;
    private final @Nullable ShippedLabels numbers;
    private transient @Nullable PhotoStudy open;

    private record ShippedLabels(ArrayList<String> names, ArrayList<String> synsets) implements Serializable {
        static @Nullable ShippedLabels of(@Nullable Labels labels) {
            return labels == null
                    ? null
                    : new ShippedLabels(new ArrayList<>(labels.names()), new ArrayList<>(labels.synsets()));
        }

        static @Nullable Labels labels(@Nullable ShippedLabels shipped) {
            return shipped == null ? null : Labels.of(shipped.names(), shipped.synsets());
        }
    }

    private record ShippedModel(
            String name,
            String ownName,
            byte[] onnx,
            String card,
            @Nullable ShippedLabels labels,
            String preprocessing,
            int height,
            int width,
            String sha256)
            implements Serializable {}

    private record ShippedPreset(String text, String composite, Dialect dialect) implements Serializable {}

    ShippedStudy(StudySettings settings) {
        settings.models().forEach(model -> models.add(shipped(model)));
        settings.presets().forEach(p -> presets.add(new ShippedPreset(p.text(), p.composite(), p.dialect())));
        target = settings.target();
        precision = settings.precision();
        numbers = ShippedLabels.of(settings.numbers());
    }

    private static ShippedModel shipped(StudyModel named) {
        Model model = named.model();
        Preprocessing preprocessing = model.preprocessing();
        Size size = model.size();
        ModelCard card = model.card();
        return new ShippedModel(
                named.name(),
                model.name(),
                OnnxWriter.bytes(model.explained()),
                card == null ? "" : card.toJson(),
                ShippedLabels.of(model.labels()),
                preprocessing == null ? "" : preprocessing.toJson(),
                size == null ? 0 : size.height(),
                size == null ? 0 : size.width(),
                model.sha256());
    }

    /** The study in this process; opened once. */
    synchronized PhotoStudy open() throws IOException {
        PhotoStudy study = open;
        if (study == null) {
            study = PhotoStudy.open(settings(), PhotoStudy.MapSink.NONE);
            open = study;
        }
        return study;
    }

    /** Ends the study in this process, if it was opened here. */
    synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    private StudySettings settings() throws IOException {
        List<StudyModel> unpacked = new ArrayList<>();
        for (ShippedModel model : models) {
            unpacked.add(new StudyModel(model.name(), model(model)));
        }
        List<StudyPreset> methods = new ArrayList<>();
        for (ShippedPreset preset : presets) {
            methods.add(StudyPreset.read(preset.text(), preset.composite(), preset.dialect()));
        }
        return new StudySettings(unpacked, methods, target, precision, ShippedLabels.labels(numbers));
    }

    private static Model model(ShippedModel shipped) throws IOException {
        return new Model(
                shipped.ownName(),
                OnnxReader.read(ByteBuffer.wrap(shipped.onnx()), shipped.name()),
                shipped.card().isEmpty() ? null : ModelCard.fromJson(shipped.card()),
                ShippedLabels.labels(shipped.labels()),
                shipped.preprocessing().isEmpty() ? null : Preprocessing.fromJson(shipped.preprocessing()),
                shipped.height() == 0 ? null : new Size(shipped.height(), shipped.width()),
                null, // shipped with the output that is explained as its only one
                shipped.sha256());
    }
}
