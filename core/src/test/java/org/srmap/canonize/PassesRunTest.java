package org.srmap.canonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.graph.Node;

/** What runs passes: it names the one that is to blame. */
class PassesRunTest {
    private static final Graph MODEL = GraphText.parse("""
            graph g opset 17
            input x float[N,3,8,8]
            y = Relu(x)
            output y float[N,3,8,8]
            """);

    private record Breaks() implements Pass {
        @Override
        public Result apply(Graph graph) {
            Node reading = Node.of("y", "Relu", List.of("nothing"), "y", Map.of());
            return new Result(graph.withNodes(List.of(reading), Map.of()), 1);
        }
    }

    private record AlwaysFindsMore() implements Pass {
        @Override
        public Result apply(Graph graph) {
            return new Result(graph, 1);
        }
    }

    @Test
    void aPassThatBreaksTheGraphIsNamed() {
        assertThatThrownBy(() -> Passes.run(MODEL, List.of(new DropIdentities(), new Breaks())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the pass Breaks broke the graph")
                .hasMessageContaining("\"nothing\"");
    }

    @Test
    void amongRepeatedPassesTheOneThatBreaksTheGraphIsNamed() {
        Pass repeated = Passes.untilStable(List.of(new DropIdentities(), new Breaks()));
        assertThatThrownBy(() -> Passes.run(MODEL, List.of(repeated)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the pass Breaks broke the graph");
    }

    @Test
    void passesThatNeverComeToAnEndAreNamed() {
        Pass repeated = Passes.untilStable(List.of(new DropIdentities(), new AlwaysFindsMore()));
        assertThatThrownBy(() -> Passes.run(MODEL, List.of(repeated)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DropIdentities, AlwaysFindsMore");
    }

    @Test
    void passesThatChangeNothingLeaveTheGraphAndNoStep() {
        Passes.Rewritten after = Passes.run(MODEL, List.of(Passes.untilStable(List.of(new DropIdentities()))));
        assertThat(after.steps()).isEmpty();
        assertThat(after.graph().nodes()).isEqualTo(MODEL.nodes());
    }
}
