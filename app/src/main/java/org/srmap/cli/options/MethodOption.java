package org.srmap.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.ExplainerInfo;
import org.srmap.attribution.Lrp;
import org.srmap.attribution.Method;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.lrp.Precision;
import org.srmap.rule.Composite;
import org.srmap.rule.Presets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One method, for commands that use one. */
@OptionGroup("Method")
public final class MethodOption {
    @Option(
            names = MethodText.OPTION,
            paramLabel = "METHOD|FILE",
            description = "a preset of relevance rules, a YAML/JSON composite, or a baseline such as grad-cam or"
                    + " smoothgrad:n=50,sigma=0.1; an unknown name lists all [" + Presets.DEFAULT
                    + "; an explainer file has its own]")
    private @Nullable String lrp;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    /** The method, in the dialect asked for. */
    public Method method() {
        return named(lrp == null ? Presets.DEFAULT : lrp);
    }

    private Method named(String text) {
        if (MethodText.split(List.of(text)).size() > 1) {
            throw new UsageException(
                    MethodText.OPTION + " " + text + ": one method is needed; srmap compare takes several");
        }
        return MethodText.read(text).method().in(rules.dialect());
    }

    /**
     * The rules of the method, in the dialect asked for.
     *
     * @throws UsageException when the method is not relevance propagation alone
     */
    public Composite composite() {
        if (method() instanceof Lrp propagation) {
            return propagation.composite();
        }
        throw new UsageException(MethodText.OPTION + " " + lrp
                + ": a preset of relevance rules or a composite file is needed; choose from "
                + String.join(", ", Presets.names()));
    }

    /** Arithmetic of the forward pass. */
    public Precision precision() {
        return rules.precision();
    }

    /**
     * Requires that nothing is asked for that an explainer file has settled.
     *
     * @throws UsageException when another method, dialect or precision is asked for
     */
    public void requireFitting(ExplainerInfo info) {
        if (lrp != null && !named(lrp).name().equals(info.preset())) {
            throw settled(MethodText.OPTION, lrp, info.preset());
        }
        if (lrp == null && rules.hasDialect()) {
            throw settled("--dialect", rules.dialect().id(), info.preset());
        }
        Precision asked = rules.precision();
        if (asked != Precision.AUTO && asked != info.precision()) {
            throw settled("--precision", asked.id(), info.precision().id());
        }
    }

    private static UsageException settled(String option, String asked, String compiled) {
        return new UsageException(option + " " + asked + ": the model is an explainer file, compiled with " + compiled
                + "; leave " + option + " out, or give the model that it was made from");
    }
}
