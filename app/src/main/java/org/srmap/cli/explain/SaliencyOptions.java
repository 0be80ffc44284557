package org.srmap.cli.explain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.AreaOptions;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.SaliencyInput;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the SR stage looks at, and where attention areas begin. */
@OptionGroup("SR map and attention areas")
final class SaliencyOptions {
    @Option(
            names = "--saliency",
            paramLabel = "INPUT",
            defaultValue = "relevance",
            description = "what the SR stage looks at: relevance, absolute, paper, or none [${DEFAULT-VALUE}]")
    private String saliency = "relevance";

    @Mixin
    private AreaOptions areas = new AreaOptions();

    /** What the SR stage looks at; null: there is none. */
    @Nullable
    SaliencyInput input() {
        return switch (saliency.toLowerCase(Locale.ROOT)) {
            case "relevance" -> SaliencyInput.RELEVANCE;
            case "absolute" -> SaliencyInput.ABSOLUTE_RELEVANCE;
            case "paper" -> SaliencyInput.PAPER;
            case "none" -> null;
            default -> throw new UsageException("--saliency " + saliency + ": relevance, absolute, paper or none");
        };
    }

    AreaThreshold threshold() {
        return areas.threshold();
    }
}
