package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;

class ModelCardTest {
    private static ModelCard full() {
        return Architecture.named("vgg16")
                .card(2)
                .withLabels(Labels.of(List.of("cat", "dog"), List.of("n00000001", "n00000002")))
                .withSource("https://example.org/a.pth", "0123456789abcdef".repeat(4))
                .withTerms("research only", "98 % on two animals");
    }

    @Test
    void jsonAndBack() throws IOException {
        assertThat(ModelCard.fromJson(full().toJson())).isEqualTo(full());
        ModelCard imagenet = Architecture.named("caffenet").card(1000);
        assertThat(imagenet.toJson())
                .isEqualTo(
                        "{\"name\":\"caffenet\",\"title\":\"CaffeNet (Caffe)\",\"layout\":\"NCHW\",\"preprocessing\":"
                                + "{\"resize\":[227,227],\"crop\":227,\"channels\":\"BGR\",\"scale\":1.0,"
                                + "\"mean\":[104.0,117.0,123.0],\"std\":[1.0,1.0,1.0]},\"labels\":\"imagenet\","
                                + "\"source\":\"\",\"sha256\":\"\",\"terms\":\"\",\"accuracy\":\"\"}");
        assertThat(ModelCard.fromJson(imagenet.toJson())).isEqualTo(imagenet);
        assertThat(ModelCard.fromJson("{\"more\": 1}").name()).isEmpty();
    }

    @Test
    void travelsWithTheModel() {
        Graph graph = GraphText.parse("graph g opset 17\ninput x float[1]\ny = Relu(x)\noutput y float[1]\n");
        assertThat(ModelCard.of(graph)).isNull();
        assertThat(ModelCard.of(full().attachedTo(graph))).isEqualTo(full());
        assertThatThrownBy(() -> ModelCard.of(graph.withMetadata(Map.of(ModelCard.KEY, "{"))))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("JSON is broken");
    }

    @Test
    void liesBesideTheModel(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("m.onnx");
        assertThat(ModelCard.beside(model)).isNull();
        Files.writeString(folder.resolve("m.json"), "{\"weights\": 3}");
        assertThat(ModelCard.beside(model)).as("a file that says nothing").isNull();
        Files.writeString(folder.resolve("m.json"), "{\"name\": \"second\"}");
        assertThat(Objects.requireNonNull(ModelCard.beside(model)).name()).isEqualTo("second");
        Files.writeString(folder.resolve("m.onnx.json"), "{\"name\": \"first\"}");
        assertThat(Objects.requireNonNull(ModelCard.beside(model)).name()).isEqualTo("first");
        Files.writeString(folder.resolve("m.onnx.json"), "[1]");
        assertThatThrownBy(() -> ModelCard.beside(model))
                .hasMessageContaining("m.onnx.json: the model card is not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"layout\": \"CHWN\"}",
                "{\"sha256\": \"abc\"}",
                "{\"labels\": \"coco\"}",
                "{\"labels\": [\"a\"], \"synsets\": [\"b\", \"c\"]}",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void refusesBrokenOnes(String text) {
        assertThatThrownBy(() -> ModelCard.fromJson(text)).isInstanceOf(IOException.class);
    }

    @Test
    void labelsMustBeAsManyAsClasses() {
        assertThat(full().labelsFor(2)).isEqualTo(full().labels());
        assertThat(ModelCard.named("x").labelsFor(7)).isNull();
        assertThatThrownBy(() -> full().labelsFor(3)).hasMessageContaining("3 classes, but 2 labels were given");
    }

    @Test
    void cardsAreNotChangedFromOutside() {
        ObjectNode mine = (ObjectNode) Origin.CAFFE.preprocessing();
        ModelCard card = ModelCard.named("x").withPreprocessing(mine);
        mine.removeAll();
        ((ObjectNode) Objects.requireNonNull(card.preprocessing())).removeAll();
        assertThat(card.preprocessing()).isEqualTo(Origin.CAFFE.preprocessing());
    }
}
