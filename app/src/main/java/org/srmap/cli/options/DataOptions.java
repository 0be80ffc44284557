package org.srmap.cli.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import org.srmap.eval.data.DataSets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What belongs to the photos of a data set but is not in them: their true classes and boxes. */
@OptionGroup("Truth")
public final class DataOptions {
    @Mixin
    private TruthOptions truth = new TruthOptions();

    @Option(
            names = "--boxes",
            paramLabel = "DIR",
            description = "annotations of the photos in XML (ILSVRC, PASCAL VOC), STEM.xml for each")
    private @Nullable Path boxes;

    /**
     * Checks the options before anything is loaded.
     *
     * @param photos the data set
     * @throws UsageException when something is not there, or is for nothing
     */
    public void check(Path photos) {
        if (!Files.exists(photos)) {
            throw new UsageException(photos + ": no such file or folder");
        }
        truth.check();
        if (boxes != null && !Files.isDirectory(boxes)) {
            throw new UsageException("--boxes " + boxes + ": no such folder");
        }
    }

    /** The files of true classes, synsets and boxes. */
    public DataSets.Beside beside() {
        return truth.beside(boxes);
    }

    /** The files that decide which class is true, by what records call them. */
    Map<String, Path> files() {
        return truth.files();
    }
}
