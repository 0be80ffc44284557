package org.srmap.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The native libraries that DuckDB and ONNX Runtime unpack into the system's temporary folder at every start, about 100 MB.
 * They are deleted at a normal end only, so that every killed study would leave them behind.
 */
public final class UnpackedLibraries {
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private UnpackedLibraries() {}

    /**
     * Deletes those that this process has loaded: it keeps what it has mapped, whether the file still has a name or not. Does
     * so on Linux only, and never fails.
     */
    public static void delete() {
        try {
            Path temporary =
                    Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toRealPath();
            List<String> lines = Files.exists(MAPPED) ? Files.readAllLines(MAPPED) : List.of();
            for (String line : lines) {
                int name = line.indexOf('/');
                if (name >= 0 && isUnpacked(Path.of(line.substring(name)), temporary)) {
                    Files.deleteIfExists(Path.of(line.substring(name)));
                }
            }
        } catch (IOException | RuntimeException e) {
            return; // they are deleted at the end then, as they would be without this
        }
    }

    /** By the names that the two give them: no other file is touched, and no library that a user has put somewhere. */
    static boolean isUnpacked(Path file, Path temporary) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.getParent();
        if (folder == null) {
            return false;
        }
        boolean duckDb = name.matches("libduckdb_java\\d+\\.so") && folder.equals(temporary);
        boolean onnxRuntime = name.matches("libonnxruntime(4j_jni)?\\.so")
                && String.valueOf(folder.getFileName()).matches("onnxruntime-java\\d+")
                && temporary.equals(folder.getParent());
        return duckDb || onnxRuntime;
    }
}
