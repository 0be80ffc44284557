package org.srmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.srmap.image.Photo;
import org.srmap.image.Preprocessing;
import org.srmap.model.Labels;
import org.srmap.testing.Difference;
import org.srmap.testing.Shared;

/** Real photos through a real model, against the reference scores. */
class PhotosTest {
    private static final ExplainerSettings PLAIN =
            ExplainerSettings.defaults().withSaliency(null).withProof(false);

    private static Model squeezenet() throws IOException {
        return Model.read(Shared.path("models/squeezenet/squeezenet_v1.0.onnx"))
                .withLabels(Labels.imagenet())
                .withPreprocessing(Preprocessing.preset("caffe", 227, 227));
    }

    private static JsonNode manifest() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(Shared.path("photos/manifest.json")))
                .get("photos");
    }

    @Test
    void exactInputsGiveTheReferenceScores() throws IOException {
        JsonNode reference = new ObjectMapper().readTree(Files.readString(Shared.path("photos/ref_scores.json")));
        List<Path> pictures;
        try (Stream<Path> files = Files.list(Shared.path("photos/ref227"))) {
            pictures = files.sorted().toList();
        }
        assertThat(pictures).hasSize(24);
        try (Explainer explainer = Explainer.open(squeezenet(), PLAIN)) {
            for (Path picture : pictures) {
                String stem = picture.getFileName().toString().replace(".png", "");
                float[] expected = new float[1000];
                IntStream.range(0, 1000)
                        .forEach(i ->
                                expected[i] = (float) reference.get(stem).get(i).asDouble());
                float[] logits = explainer.explain(Photo.read(picture)).logits();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(logits[i]).as(stem + " class " + i).isCloseTo(expected[i], Offset.offset(1e-3f));
                }
            }
        }
    }

    @Test
    void originalPhotosGetTheSameFirstClass() throws IOException {
        int same = 0;
        int photos = 0;
        try (Explainer explainer = Explainer.open(squeezenet(), PLAIN)) {
            for (JsonNode entry : manifest()) {
                Photo photo =
                        Photo.read(Shared.path("photos/" + entry.get("file").asText()));
                int expected = entry.get("top5").get(0).get("index").asInt();
                same += explainer.explain(photo).target().index() == expected ? 1 : 0;
                photos++;
            }
        }
        assertThat(photos).isEqualTo(24);
        assertThat(same).isGreaterThanOrEqualTo(23);
    }

    @Test
    void turnedPhotosGiveTheSameResult() throws IOException {
        try (Explainer explainer = Explainer.open(squeezenet(), PLAIN)) {
            Explanation upright = explainer.explain(Photo.read(Shared.path("photos/odd/exif1.jpg")));
            for (int i = 2; i <= 8; i++) {
                Explanation turned = explainer.explain(Photo.read(Shared.path("photos/odd/exif" + i + ".jpg")));
                assertThat(turned.target().index())
                        .as("orientation " + i)
                        .isEqualTo(upright.target().index());
                assertThat(Difference.correlation(
                                turned.relevance().perPixel().values(),
                                upright.relevance().perPixel().values()))
                        .as("orientation " + i)
                        .isGreaterThan(0.8);
            }
        }
    }

    @Test
    void oddFilesAreReadOrRefusedInOneLine() throws IOException {
        Map<String, Boolean> broken = Map.of("not-an-image.jpg", true, "truncated.jpg", true);
        try (Explainer explainer = Explainer.open(squeezenet(), PLAIN);
                Stream<Path> files = Files.list(Shared.path("photos/odd"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (broken.containsKey(name)) {
                    assertThatThrownBy(() -> Photo.read(file))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining(name)
                            .hasMessageNotContaining("\n");
                } else {
                    assertThat(explainer.explain(Photo.read(file)).relevance().values())
                            .as(name)
                            .hasSize(3 * 227 * 227);
                }
            }
        }
    }
}
