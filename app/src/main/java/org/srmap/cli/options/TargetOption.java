package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which class is explained, for commands that explain one. */
@OptionGroup("Class to explain")
public final class TargetOption {
    @Option(
            names = TargetList.OPTION,
            paramLabel = "CLASS",
            defaultValue = "top1",
            description = "which class to explain: top1 (of each model its own), rank2, an index, a label, a synset, or"
                    + " truth (the true class, see --truth) [${DEFAULT-VALUE}]")
    private String target = "top1";

    @Mixin
    private TruthOptions truth = new TruthOptions();

    /**
     * Reads the class.
     *
     * @param files the inputs
     * @throws UsageException when it means several
     */
    public TargetList read(Collection<Path> files) throws IOException {
        TargetList one = TargetList.read(List.of(target), truth, files);
        if (one.count() > 1) {
            throw new UsageException(TargetList.OPTION + " " + target + ": one class is needed, such as rank2");
        }
        return one;
    }
}
