package org.srmap.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeptMapsTest {
    @Test
    void twoPhotosNeverShareAFile() {
        String end = "x".repeat(200);
        List<String> photos = List.of("a/b.jpg", "a_b.jpg", "a b.jpg", "../b.jpg", ".b.jpg", end, "y" + end);
        assertThat(photos.stream().map(KeptMaps::safe)).doesNotHaveDuplicates();
    }

    @Test
    void namesStayInTheirFolder() {
        assertThat(Stream.of("../../etc/passwd", "..", "C:\\x", "/root").map(KeptMaps::safe))
                .allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*"));
        assertThat(KeptMaps.safe("epsilon-plus-flat")).isEqualTo("epsilon-plus-flat");
    }
}
