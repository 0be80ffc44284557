package org.srmap.cli.options;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.lrp.Precision;
import org.srmap.rule.Dialect;
import picocli.CommandLine.Option;

/** How a method is computed. */
@OptionGroup("Method")
final class RuleOptions {
    @Option(
            names = "--dialect",
            paramLabel = "PROGRAM",
            description = "follow another program's definition of the rules where programs differ: zennit,"
                    + " innvestigate, captum, relevance-propagation-jl, lrp-toolbox (docs/rules.md) [zennit]")
    private @Nullable String dialect;

    @Option(
            names = "--precision",
            paramLabel = "WHAT",
            description = "arithmetic of the forward pass: float32; float64, so that no ReLU and no pooling window is"
                    + " decided by rounding; or auto, which is float64 for gradients [auto]")
    private @Nullable String precision;

    /** The definition of rules that is followed. */
    Dialect dialect() {
        return dialect == null
                ? Dialect.ZENNIT
                : OptionValue.named("--dialect", dialect, List.of(Dialect.values()), Dialect::id);
    }

    /** Arithmetic of the forward pass. */
    Precision precision() {
        return precision == null
                ? Precision.AUTO
                : OptionValue.named("--precision", precision, List.of(Precision.values()), Precision::id);
    }

    /** Whether a dialect was asked for. */
    boolean hasDialect() {
        return dialect != null;
    }
}
