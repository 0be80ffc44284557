package org.srmap.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Studies on a cluster use of the application only what the table in docs/architecture.md says. */
class ArchitectureTest {
    private static final Pattern ROW = Pattern.compile("\\| `org\\.srmap\\.spark` \\(spark\\) \\|[^|]*\\|([^|]*)\\|");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?org\\.srmap\\.((?:cli|study|evaluate|web|run|page)[a-z.]*)\\.[A-Z]");

    @Test
    void usesOnlyWhatTheTableSays() throws IOException {
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/architecture.md")));
        assertThat(row.find()).isTrue();
        List<String> allowed = List.of(row.group(1).strip().split(",\\s*"));
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    Matcher found = IMPORT.matcher(line);
                    if (found.lookingAt()) {
                        used.add(found.group(1));
                    }
                }
            }
        }
        assertThat(used).isNotEmpty().isSubsetOf(allowed);
    }
}
