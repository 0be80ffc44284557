package org.srmap.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnpackedLibrariesTest {
    private static final Path TMP = Path.of("/tmp");

    @Test
    void nothingIsLeftOfALibraryThatIsInUse() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        assumeTrue(Files.exists(maps), "needs Linux");
        try (ResultFiles files = ResultFiles.open()) {
            List<String> mapped = Files.readAllLines(maps).stream()
                    .filter(line -> line.contains("libduckdb_java"))
                    .toList();
            assertThat(mapped).isNotEmpty().allMatch(line -> line.endsWith(" (deleted)"));
            assertThat(files.count(Path.of("none.parquet"))).isEqualTo(-1); // it works all the same
        }
    }

    @Test
    void onlyWhatWasUnpackedIsDeleted() {
        assertThat(UnpackedLibraries.isUnpacked(Path.of("/tmp/libduckdb_java123.so"), TMP))
                .isTrue();
        assertThat(UnpackedLibraries.isUnpacked(Path.of("/tmp/onnxruntime-java7/libonnxruntime.so"), TMP))
                .isTrue();
        assertThat(UnpackedLibraries.isUnpacked(Path.of("/tmp/onnxruntime-java7/libonnxruntime4j_jni.so"), TMP))
                .isTrue();
        for (String other : List.of(
                "/tmp/libduckdb_java.so",
                "/opt/libduckdb_java123.so",
                "/tmp/srmap/app/target/start/native/libonnxruntime.so",
                "/opt/onnxruntime-java7/libonnxruntime.so",
                "/tmp/other.so",
                "/")) {
            assertThat(UnpackedLibraries.isUnpacked(Path.of(other), TMP))
                    .as(other)
                    .isFalse();
        }
    }
}
