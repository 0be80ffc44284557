package org.srmap.cli.options;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.srmap.cli.terminal.Failures;
import org.srmap.cli.terminal.OptionGroup;
import picocli.CommandLine.Option;

/** Where results go. */
@OptionGroup("Output")
public final class OutFolder {
    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "out",
            description = "folder of results [${DEFAULT-VALUE}]")
    private Path out = Path.of("out");

    /** The folder. */
    public Path path() {
        return out;
    }

    /**
     * Makes the folder and checks that it can be written to, before anything is computed.
     *
     * @throws IOException when it cannot; one line that names it
     */
    public void prepare() throws IOException {
        prepare(out);
    }

    /** The same for any folder. */
    public static void prepare(Path out) throws IOException {
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
        return e instanceof AccessDeniedException ? "permission denied" : Failures.message(e);
    }
}
