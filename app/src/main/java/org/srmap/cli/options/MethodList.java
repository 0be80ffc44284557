package org.srmap.cli.options;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.lrp.Precision;
import org.srmap.rule.Dialect;
import org.srmap.rule.Presets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Several methods, side by side. */
@OptionGroup("Method")
public final class MethodList {
    @Option(
            names = MethodText.OPTION,
            paramLabel = "METHOD[,METHOD]",
            description =
                    "methods, comma-separated: presets of relevance rules, YAML/JSON composites, or baselines such"
                            + " as grad-cam or smoothgrad:n=50,sigma=0.1; an unknown name lists all [" + Presets.DEFAULT
                            + "]")
    private List<String> lrp = new ArrayList<>();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    /**
     * The methods in their order, each in the dialect asked for.
     *
     * @throws UsageException when one is not known, or named twice
     */
    public List<MethodText> methods() {
        List<MethodText> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : lrp.isEmpty() ? List.of(Presets.DEFAULT) : MethodText.split(lrp)) {
            MethodText method = MethodText.read(text).in(rules.dialect());
            if (!names.add(method.method().name())) {
                throw new UsageException(MethodText.OPTION + " " + String.join(",", lrp) + ": "
                        + method.method().name() + " twice");
            }
            all.add(method);
        }
        return all;
    }

    /** The definition of rules that is followed. */
    public Dialect dialect() {
        return rules.dialect();
    }

    /** Arithmetic of the forward pass. */
    public Precision precision() {
        return rules.precision();
    }
}
