package org.srmap.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.ModelException;
import org.srmap.graph.Tensor;

/** The runtime's own exceptions become ours and stay as their cause. */
class SessionTest {
    private static final String MODEL = """
            graph g opset 17
            input x float[N,2]
            y = %s(x)
            output y float[N,2]
            """;

    @Test
    void whatTheRuntimeSaysOfAModelIsKept() {
        Graph unknown = GraphText.parse(MODEL.formatted("NoSuchOperator"));
        assertThatThrownBy(() -> Session.open(unknown, SessionSettings.threads(1)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("NoSuchOperator")
                .hasCauseInstanceOf(OrtException.class);
    }

    @Test
    void whatTheRuntimeSaysOfAnInputIsKept() {
        Graph model = GraphText.parse(MODEL.formatted("Relu"));
        try (Session session = Session.open(model, SessionSettings.threads(1))) {
            Map<String, Tensor> wrong = Map.of("x", Tensor.floats(new long[] {1, 3}, new float[3]));
            assertThatThrownBy(() -> session.run(wrong, List.of("y")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasCauseInstanceOf(OrtException.class);
        }
    }
}
