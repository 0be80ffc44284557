package org.srmap.canonize;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.srmap.canonize.constant.ConstantRunner;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.testing.Difference;
import org.srmap.testing.Running;

/**
 * Each pass on the cases in its file: what the nodes look like afterwards, that the graph computes what it computed, and
 * which graphs stay as they are.
 */
class PassesTest {
    private static final List<Long> SIZES = List.of(3L, 8L, 8L);

    /** Branches cannot be written as text: its cases are in {@link TakeBranchesTest}. */
    private static final String BRANCHES = "TakeBranches";

    /** It refuses models and rewrites none. */
    private static final String REFUSES = "RefuseTrainingMode";

    /** What they rewrite is made for one picture. */
    private static final Set<String> OF_ONE_PICTURE = Set.of("KeepBatch", "FollowBatch");

    /** The passes of the canonizer by name. */
    private static Map<String, Pass> passes() {
        Map<String, Pass> passes = new LinkedHashMap<>();
        for (Pass pass : Canonizer.passes(SIZES, ConstantRunner.NONE)) {
            List<Pass> each = pass instanceof Passes.UntilStable several ? several.passes() : List.of(pass);
            each.forEach(p -> passes.put(p.name(), p));
        }
        return passes;
    }

    private static Stream<Arguments> cases(boolean stay) {
        List<Arguments> all = new ArrayList<>();
        passes().forEach((name, pass) ->
                PassCase.of(name).stream().filter(c -> c.stays() == stay).forEach(c -> all.add(Arguments.of(pass, c))));
        return all.stream();
    }

    static Stream<Arguments> rewritings() {
        return cases(false);
    }

    static Stream<Arguments> others() {
        return cases(true);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rewritings")
    void rewritesAndComputesTheSame(Pass pass, PassCase example) {
        Graph before = seen(example);
        Passes.Rewritten result = Passes.run(before, List.of(pass));
        assertThat(lines(result.graph(), example)).containsExactlyElementsOf(example.after());
        assertThat(result.steps()).extracting(Passes.Step::pass).containsExactly(pass.name());
        assertThat(pass.apply(result.graph()).changes()).as("a second time").isZero();
        Tensor picture = Running.picture(result.graph(), OF_ONE_PICTURE.contains(pass.name()) ? 1 : 2, 11);
        float[] was = Running.plainly(example.graph(), picture);
        float[] is = Running.plainly(result.graph(), picture);
        if (pass instanceof DropFinalSoftmax || pass instanceof DropFinalSigmoid) {
            is = probabilities(is, Link.of(result.graph()));
        }
        assertThat(Difference.relative(is, was)).isLessThan(2e-6);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("others")
    void leavesOthersAsTheyAre(Pass pass, PassCase example) {
        Graph before = seen(example);
        Passes.Rewritten result = Passes.run(before, List.of(pass));
        assertThat(result.graph()).hasToString(before.toString());
        assertThat(result.steps()).isEmpty();
    }

    private static Graph seen(PassCase example) {
        Graph graph = example.graph();
        return example.upgraded() ? new UpgradeOperators().apply(graph).graph() : graph;
    }

    private static List<String> lines(Graph graph, PassCase example) {
        List<String> lines = new ArrayList<>();
        if (example.after().get(0).startsWith("input ")) {
            graph.inputs().forEach(v -> lines.add("input " + v.name() + " " + v.type() + v.shape()));
        }
        graph.nodes().stream().map(Node::toString).forEach(lines::add);
        if (example.after().stream().anyMatch(line -> line.startsWith("output "))) {
            graph.outputs().forEach(v -> lines.add("output " + v.name() + " " + v.type() + v.shape()));
        }
        return lines;
    }

    /** What the logits of two pictures are as probabilities. */
    private static float[] probabilities(float[] logits, Link link) {
        float[] all = new float[logits.length];
        int classes = logits.length / 2;
        for (int i = 0; i < 2; i++) {
            double[] each = link.probabilities(Arrays.copyOfRange(logits, i * classes, (i + 1) * classes));
            for (int c = 0; c < classes; c++) {
                all[i * classes + c] = (float) each[c];
            }
        }
        return all;
    }

    static Stream<String> names() {
        return passes().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPassHasCasesThatItRewritesAndTwoThatItLeaves(String name) {
        if (name.equals(BRANCHES)) {
            return;
        }
        List<PassCase> cases = PassCase.of(name);
        assertThat(cases).filteredOn(PassCase::stays).hasSizeGreaterThanOrEqualTo(2);
        if (!name.equals(REFUSES)) {
            assertThat(cases).filteredOn(c -> !c.stays()).isNotEmpty();
        }
    }

    @Test
    void everyPassOfThisPackageIsInTheCanonizersList() {
        List<String> classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.srmap.canonize").stream()
                        .filter(c -> c.isAssignableTo(Pass.class) && !c.isInterface() && c.isTopLevelClass())
                        .map(JavaClass::getSimpleName)
                        .toList();
        assertThat(passes().keySet()).containsExactlyInAnyOrderElementsOf(classes);
    }
}
