package org.srmap.lrp.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;
import org.srmap.rule.RuleJson;
import org.srmap.rule.RuleKind;

class RuleEmitterTest {

    /** A rule without an emitter is one whose row says that it is not for linear layers. */
    @ParameterizedTest
    @EnumSource(RuleKind.class)
    void everyRuleForLinearLayersHasAnEmitterAndNoOtherHas(RuleKind kind) {
        Rule rule = RuleJson.read(JsonNodeFactory.instance.objectNode().put("rule", kind.id()));
        boolean forLinearLayers = kind.domain() != RuleKind.Domain.NONE;
        assertThat(RuleEmitter.of(rule, InputRange.imagenet()) != null).isEqualTo(forLinearLayers);
    }
}
