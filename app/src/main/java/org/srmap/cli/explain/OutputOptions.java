package org.srmap.cli.explain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.srmap.cli.options.OutFolder;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.cli.terminal.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where results go, and which. */
@OptionGroup("Output")
final class OutputOptions {
    private static final List<String> KINDS = List.of("png", "npy", "json");

    @Mixin
    private OutFolder folder = new OutFolder();

    @Option(
            names = "--write",
            paramLabel = "KINDS",
            defaultValue = "png,json",
            description = "what to write, comma-separated: png, npy, json [${DEFAULT-VALUE}]")
    private String write = "png,json";

    Path out() {
        return folder.path();
    }

    void prepareFolder() throws IOException {
        folder.prepare();
    }

    /** The kinds of files to write. */
    Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        for (String kind : List.of(write.toLowerCase(Locale.ROOT).split(",", -1))) {
            if (!KINDS.contains(kind.strip())) {
                throw new UsageException(
                        "--write " + write + ": a comma-separated list of " + String.join(", ", KINDS));
            }
            kinds.add(kind.strip());
        }
        return kinds;
    }
}
