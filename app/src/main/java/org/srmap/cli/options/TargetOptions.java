package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.srmap.cli.terminal.OptionGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which classes are explained, for commands that explain several. */
@OptionGroup("Classes to explain")
public final class TargetOptions {
    @Option(
            names = TargetList.OPTION,
            paramLabel = "CLASS",
            defaultValue = "top1",
            description =
                    "which class to explain, may be repeated: top1, top3 (the best three), rank3 (only the third),"
                            + " an index, a label, a synset, or truth (the true class, see --truth) [${DEFAULT-VALUE}]")
    private List<String> targets = new ArrayList<>();

    @Mixin
    private TruthOptions truth = new TruthOptions();

    /**
     * Reads the classes.
     *
     * @param files the inputs
     */
    public TargetList read(Collection<Path> files) throws IOException {
        return TargetList.read(targets, truth, files);
    }
}
