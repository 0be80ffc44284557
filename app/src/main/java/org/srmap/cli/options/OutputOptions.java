package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.UsageException;
import picocli.CommandLine.Option;

/** Where results go and how much is said. */
public final class OutputOptions {
    private static final List<String> KINDS = List.of("png", "npy", "json");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "folder of results [${DEFAULT-VALUE}]")
    private Path out = Path.of("out");

    @Option(
            names = "--write",
            paramLabel = "KINDS",
            defaultValue = "png,json",
            description = "what to write, comma-separated: png, npy, json [${DEFAULT-VALUE}]")
    private String write = "png,json";

    @Option(names = "--quiet", description = "say nothing but errors")
    private boolean quiet;

    @Option(names = "--verbose", description = "say more; stack traces of errors")
    private boolean verbose;

    public boolean quiet() {
        return quiet;
    }

    public boolean verbose() {
        return verbose;
    }

    public Path out() {
        return out;
    }

    /** The kinds of files to write. */
    public Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        for (String kind : Arrays.asList(write.toLowerCase(Locale.ROOT).split(",", -1))) {
            if (!KINDS.contains(kind.strip())) {
                throw new UsageException(
                        "--write " + write + ": a comma-separated list of " + String.join(", ", KINDS));
            }
            kinds.add(kind.strip());
        }
        return kinds;
    }

    /** Makes the output folder and checks that it can be written to, before anything is computed. */
    public void prepareFolder() throws IOException {
        prepareFolder(out);
    }

    /** The same for any folder. */
    public static void prepareFolder(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IOException("--out " + out + ": is a file, not a folder");
        }
        try {
            Files.createDirectories(out);
            Path probe = Files.createTempFile(out, ".srmap", ".part");
            Files.delete(probe);
        } catch (IOException e) {
            throw new IOException("--out " + out + ": cannot be written to (" + reason(e) + ")", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : Failures.message(e);
    }
}
