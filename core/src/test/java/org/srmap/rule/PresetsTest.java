package org.srmap.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphText;
import org.srmap.lrp.SmallNets;

/** What each preset means, on a net with every kind of layer. */
class PresetsTest {
    private static final Graph NET = GraphText.parse("""
            graph t opset 17
            input x float[N,3,8,8]
            weight w1 float[4,3,3,3] = random 1
            weight w2 float[4,4,3,3] = random 2
            weight w3 float[4,4,2,2] = random 3
            weight g float[4] = 1 1 1 1
            weight v4 float[4,6] = random 4
            weight v5 float[6,5] = random 5
            f1 = Conv(x, w1) "conv1"
            b1 = BatchNormalization(f1, g, g, g, g) "bn"
            r1 = Relu(b1) "relu"
            n1 = LRN(r1) {size=3} "lrn"
            m1 = MaxPool(n1) {kernel_shape=[2,2]} "max"
            f2 = Conv(m1, w2) {pads=[1,1,1,1]} "conv2"
            s1 = Add(f2, m1) "sum"
            q = GlobalAveragePool(s1) "squeeze"
            t = Sigmoid(q) "sigmoid"
            p = Mul(s1, t) "product"
            f3 = ConvTranspose(p, w3) "conv3"
            a = AveragePool(f3) {kernel_shape=[6,6]} "avg"
            e = Sqrt(a) "sqrt"
            f = Flatten(e) {axis=1} "flatten"
            d1 = Gemm(f, v4) "dense1"
            y = MatMul(d1, v5) "dense2"
            output y float[N,5]
            """);

    private static Map<String, String> rules(String preset) {
        return Presets.named(preset).resolve(Layer.of(NET)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> text(e.getValue()), (a, b) -> a, LinkedHashMap::new));
    }

    /** Name and parameters, such as "epsilon 1.0E-9 add". */
    private static String text(Rule rule) {
        if (rule instanceof Rule.AlphaBeta r) {
            return "alpha-beta " + r.alpha() + " " + r.beta() + " " + r.stabilizer();
        } else if (rule instanceof Rule.Gamma r) {
            return "gamma " + r.gamma() + " " + r.stabilizer();
        } else if (rule instanceof Rule.Epsilon r) {
            return "epsilon " + r.stabilizer();
        } else if (rule instanceof Rule.PositiveWeights r) {
            return "positive-weights " + r.stabilizer();
        } else if (rule instanceof Rule.ZPlus r) {
            return "z-plus " + r.stabilizer();
        } else if (rule instanceof Rule.Flat r) {
            return "flat " + r.stabilizer();
        } else if (rule instanceof Rule.WSquare r) {
            return "w-square " + r.stabilizer();
        } else if (rule instanceof Rule.Norm r) {
            return "norm " + r.stabilizer();
        } else if (rule instanceof Rule.Box r) {
            return "box " + r.low() + " " + r.stabilizer();
        }
        return rule.name();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paper | epsilon 1.0E-9 add | epsilon 1.0E-9 add | positive-weights 1.0E-9 add",
                "epsilon-plus | z-plus 1.0E-6 | z-plus 1.0E-6 | epsilon 1.0E-6",
                "epsilon-plus-flat | flat 1.0E-6 | z-plus 1.0E-6 | epsilon 1.0E-6",
                "epsilon-alpha2-beta1 | alpha-beta 2.0 1.0 1.0E-6 | alpha-beta 2.0 1.0 1.0E-6 | epsilon 1.0E-6",
                "epsilon-alpha2-beta1-flat | flat 1.0E-6 | alpha-beta 2.0 1.0 1.0E-6 | epsilon 1.0E-6",
                "epsilon-gamma-box | box null 1.0E-6 | gamma 0.25 1.0E-6 | epsilon 1.0E-6",
                "epsilon | epsilon 1.0E-9 | epsilon 1.0E-9 | epsilon 1.0E-9",
                "lrp.z | epsilon 0.0 | epsilon 0.0 | epsilon 0.0",
                "lrp.flat | flat 1.0E-6 | flat 1.0E-6 | flat 1.0E-6",
                "lrp.w-square | w-square 1.0E-6 | w-square 1.0E-6 | w-square 1.0E-6",
                "lrp.epsilon | epsilon 1.0E-7 | epsilon 1.0E-7 | epsilon 1.0E-7",
                "lrp.z-plus | z-plus 1.0E-6 | z-plus 1.0E-6 | z-plus 1.0E-6",
                "lrp.alpha-2-beta-1 | alpha-beta 2.0 1.0 1.0E-6 | alpha-beta 2.0 1.0 1.0E-6 | alpha-beta 2.0 1.0 1.0E-6",
                "lrp.sequential-preset-a | alpha-beta 1.0 0.0 1.0E-6 | alpha-beta 1.0 0.0 1.0E-6 | epsilon 0.1",
                "lrp.sequential-preset-a-flat | flat 1.0E-6 | alpha-beta 1.0 0.0 1.0E-6 | epsilon 0.1",
                "lrp.sequential-preset-b | alpha-beta 2.0 1.0 1.0E-6 | alpha-beta 2.0 1.0 1.0E-6 | epsilon 0.1",
                "lrp.sequential-preset-b-flat | flat 1.0E-6 | alpha-beta 2.0 1.0 1.0E-6 | epsilon 0.1",
            })
    void relevancePresetsResolveAsDocumented(String preset, String first, String conv, String dense) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("conv1", first);
        expected.put("bn", "pass");
        expected.put("relu", "pass");
        expected.put("lrn", "pass");
        expected.put("max", preset.equals("paper") ? "epsilon 1.0E-9 add" : "gradient");
        expected.put("conv2", conv);
        expected.put("sum", "norm 1.0E-6");
        expected.put("squeeze", "norm 1.0E-6");
        expected.put("sigmoid", "pass");
        expected.put("product", "pass");
        expected.put("conv3", conv);
        expected.put("avg", "norm 1.0E-6");
        expected.put("sqrt", "gradient");
        expected.put("flatten", "gradient");
        expected.put("dense1", dense);
        expected.put("dense2", dense);
        assertThat(rules(preset)).containsExactlyEntriesOf(expected);
        assertThat(Presets.named(preset).initial()).isEqualTo(Initial.LOGIT);
    }

    @Test
    void excitationBackpropTakesTheGradientOfActivations() {
        Map<String, String> rules = rules("excitation-backprop");
        assertThat(rules)
                .containsEntry("conv1", "z-plus 1.0E-6")
                .containsEntry("conv3", "z-plus 1.0E-6")
                .containsEntry("dense2", "z-plus 1.0E-6")
                .containsEntry("sum", "norm 1.0E-6")
                .containsEntry("avg", "norm 1.0E-6")
                .containsEntry("relu", "gradient")
                .containsEntry("max", "gradient")
                .containsEntry("bn", "gradient");
        assertThat(Presets.named("excitation-backprop").initial()).isEqualTo(Initial.LOGIT);
    }

    @ParameterizedTest
    @CsvSource({"gradient, gradient", "guided-backprop, guided-backprop", "deconvnet, deconvnet"})
    void gradientPresetsDifferAtTheRelu(String preset, String relu) {
        Map<String, String> rules = rules(preset);
        assertThat(rules).containsEntry("relu", relu);
        rules.remove("relu");
        assertThat(rules.values()).containsOnly("gradient");
        assertThat(Presets.named(preset).initial()).isEqualTo(Initial.ONE);
    }

    @Test
    void aDenseLayerThatComesFirstGetsTheFlatRuleButNotTheBox() {
        Graph dense = SmallNets.tokens();
        assertThat(Presets.named("epsilon-plus-flat").resolve(Layer.of(dense)))
                .containsEntry("dense1", new Rule.Flat(Stabilizer.DEFAULT))
                .containsEntry("dense2", new Rule.Epsilon(Stabilizer.DEFAULT));
        assertThat(Presets.named("epsilon-gamma-box").resolve(Layer.of(dense)))
                .containsEntry("dense1", new Rule.Epsilon(Stabilizer.DEFAULT));
    }

    @ParameterizedTest
    @CsvSource({
        "epsilon_plus_flat, epsilon-plus-flat",
        "EPSILON_PLUS, epsilon-plus",
        "epsilon_alpha2_beta1_flat, epsilon-alpha2-beta1-flat",
        "epsilon_gamma_box, epsilon-gamma-box",
        "excitation_backprop, excitation-backprop",
        "guided_backprop, guided-backprop",
        "captum, epsilon",
        "lrp.z_plus, lrp.z-plus",
        "lrp.w_square, lrp.w-square",
        "lrp-0, lrp.z",
        "lrp.alpha_2_beta_1, lrp.alpha-2-beta-1",
        "lrp.sequential_preset_a, lrp.sequential-preset-a",
        "lrp.sequential_preset_b, lrp.sequential-preset-b",
        "lrp.sequential_preset_a_flat, lrp.sequential-preset-a-flat",
        "lrp.sequential_preset_b_flat, lrp.sequential-preset-b-flat",
    })
    void otherNamesMeanTheSame(String alias, String name) {
        assertThat(Presets.named(alias)).isEqualTo(Presets.named(name));
        assertThat(Presets.named(alias).name()).isEqualTo(name);
    }

    @Test
    void everyNameCanBeAskedForAndTheDefaultIsAmongThem() {
        assertThat(Presets.names())
                .doesNotHaveDuplicates()
                .contains(Presets.DEFAULT)
                .allSatisfy(name -> assertThat(Presets.named(name).name()).isEqualTo(name));
    }

    @Test
    void presetsAreForAnyModel() {
        assertThat(Presets.names())
                .allSatisfy(name -> assertThat(Presets.named(name).entries()).allMatch(Composite.Entry::optional));
    }

    /** The entries that presets share are for composites to build on, and no method by themselves. */
    @Test
    void sharedEntriesAreABaseOnly() {
        Composite own = CompositeReader.read("base: layers\nentries: [{kind: [conv, dense], rule: epsilon}]", "own");
        assertThat(own.resolve(Layer.of(NET)))
                .containsEntry("relu", new Rule.Pass())
                .containsEntry("sum", new Rule.Norm(Stabilizer.DEFAULT))
                .containsEntry("lrn", new Rule.Pass())
                .containsEntry("conv1", new Rule.Epsilon(Stabilizer.DEFAULT));
        assertThatThrownBy(() -> Presets.named("layers")).hasMessageContaining("there is no preset \"layers\"");
        assertThatThrownBy(() -> Presets.base("layer")).hasMessageEndingWith(", layers");
    }

    @Test
    void anUnknownNameListsThoseThereAre() {
        assertThatThrownBy(() -> Presets.named("epsilon-minus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no preset \"epsilon-minus\"; choose from paper, epsilon-plus,")
                .hasMessageContaining(String.join(", ", Presets.names()));
    }
}
