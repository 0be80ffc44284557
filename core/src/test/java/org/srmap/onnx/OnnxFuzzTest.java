package org.srmap.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.srmap.canonize.Canonizer;
import org.srmap.graph.ModelException;

class OnnxFuzzTest {
    private static final int MODELS = 1_500;

    @Test
    void theCorpusItselfIsExplained() {
        for (byte[] model : OnnxFuzz.corpus()) {
            assertThat(Canonizer.canonize(OnnxReader.read(ByteBuffer.wrap(model), "corpus"), List.of())
                            .graph()
                            .nodes())
                    .isNotEmpty();
        }
    }

    @Test
    void mutatedModelsAreReadOrRefused() {
        OnnxFuzz fuzz = new OnnxFuzz();
        int compiled = 0;
        for (long seed = 0; seed < MODELS; seed++) {
            compiled += fuzz.tryOne(seed) ? 1 : 0;
        }
        assertThat(compiled).as("some survive their mutations").isBetween(1, MODELS - 1);
    }

    @Test
    void graphsInGraphsBeyondAnyDepthDoNotOverflowTheStack() {
        WireWriter inner = new WireWriter();
        for (int depth = 0; depth < 20_000; depth++) {
            WireWriter attribute = new WireWriter();
            attribute.text(1, "b");
            attribute.message(6, inner);
            attribute.integer(20, 5);
            WireWriter node = new WireWriter();
            node.text(4, "If");
            node.message(5, attribute);
            inner = new WireWriter();
            inner.message(1, node);
        }
        WireWriter model = new WireWriter();
        model.message(7, inner);
        byte[] bytes = model.toByteArray();
        assertThatThrownBy(() -> OnnxReader.read(ByteBuffer.wrap(bytes), "deep"))
                .isInstanceOf(ModelException.class);
    }

    @Test
    void manyNodesOfOneNameTakeLinearTime() {
        WireWriter graph = new WireWriter();
        for (int i = 0; i < 200_000; i++) {
            WireWriter node = new WireWriter();
            node.text(4, "Relu");
            graph.message(1, node);
        }
        WireWriter model = new WireWriter();
        model.message(7, graph);
        WireWriter opset = new WireWriter();
        opset.integer(2, 13);
        model.message(8, opset);
        byte[] bytes = model.toByteArray();
        assertThatThrownBy(() -> OnnxReader.read(ByteBuffer.wrap(bytes), "many"))
                .isInstanceOf(ModelException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(3_000));
    }
}
