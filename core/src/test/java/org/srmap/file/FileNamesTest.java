package org.srmap.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileNamesTest {
    private static final List<String> HOSTILE = List.of(
            "",
            ".",
            "..",
            "../../etc/passwd",
            "C:\\x",
            "/root",
            ".hidden",
            "a/b",
            "a_b",
            "a b",
            "a%2Fb",
            "%2E",
            "%",
            "nul\0",
            "line\nfeed",
            "\u202egnp.jpg",
            "\u00e4",
            "a\u0308",
            "x".repeat(300),
            "x".repeat(301),
            "\u6f22".repeat(100));

    @Test
    void distinctNamesStayInTheirFolderAndAreNotHidden() {
        assertThat(HOSTILE.stream().map(FileNames::distinct))
                .allMatch(n -> n.matches("[A-Za-z0-9_+,%-][A-Za-z0-9._+,%-]*"));
    }

    @Test
    void distinctNamesAreDistinctAndNotTooLong() {
        assertThat(HOSTILE.stream().map(FileNames::distinct))
                .doesNotHaveDuplicates()
                .allMatch(n -> n.length() < 240);
    }

    @Test
    void plainNamesAreAsTheyWere() {
        assertThat(FileNames.distinct("epsilon-plus_flat+2,b.png")).isEqualTo("epsilon-plus_flat+2,b.png");
        assertThat(FileNames.distinct("a b/\u00e4")).isEqualTo("a%20b%2F%C3%A4");
        assertThat(FileNames.readable("golf ball")).isEqualTo("golf_ball");
    }

    @Test
    void readableNamesStayInTheirFolderAndAreNotHidden() {
        assertThat(HOSTILE.stream().map(FileNames::readable))
                .allMatch(n -> n.matches("_|[\\p{L}\\p{N}-][\\p{L}\\p{N}._-]{0,79}"));
    }

    @Test
    void textsThatWouldShareAReadableNameGetNumbers() {
        assertThat(FileNames.readable(List.of("a/b", "a b", "c")))
                .isEqualTo(Map.of("a/b", "a_b", "a b", "a_b_2", "c", "c"));
        Map<String, String> names = FileNames.readable(HOSTILE);
        assertThat(names.values()).doesNotHaveDuplicates();
    }
}
