package org.srmap.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.map.Box;

class AnnotationTest {
    @TempDir
    Path folder;

    private Path xml(String text) throws IOException {
        return Files.writeString(folder.resolve("a.xml"), text);
    }

    private static String object(String name, int x0, int y0, int x1, int y1) {
        return "<object><name>" + name
                + "</name><part><name>head</name><bndbox><xmin>7</xmin></bndbox></part><bndbox><xmin>" + x0
                + "</xmin><ymin>" + y0 + "</ymin><xmax>" + x1 + "</xmax><ymax>" + y1 + "</ymax></bndbox></object>";
    }

    @Test
    void vocCountsFromOne() throws IOException {
        Path file = xml("<annotation><source><database>The VOC2007 Database</database></source>"
                + object("dog", 1, 1, 10, 20) + object("cat", 5, 6, 7, 8) + "</annotation>");
        assertThat(Annotation.read(file))
                .containsExactly(
                        new Annotation("dog", new Box(0, 0, 10, 20)), new Annotation("cat", new Box(4, 5, 7, 8)));
        assertThat(Annotation.boxes(Annotation.read(file), "cat")).containsExactly(new Box(4, 5, 7, 8));
        assertThat(Annotation.boxes(Annotation.read(file), "bird")).hasSize(2);
    }

    @Test
    void ilsvrcGivesEdges() throws IOException {
        Path file = xml("<?xml version=\"1.0\"?><annotation><source><database>ILSVRC_2012</database></source>"
                + object("n01751748", 111, 108, 441, 193) + "</annotation>");
        assertThat(Annotation.read(file)).containsExactly(new Annotation("n01751748", new Box(111, 108, 441, 193)));
    }

    @Test
    void entitiesAreNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "hidden");
        Path file = xml("<?xml version=\"1.0\"?><!DOCTYPE annotation [<!ENTITY s SYSTEM \"" + secret.toUri()
                + "\">]><annotation>" + object("a&s;b", 1, 2, 3, 4) + "</annotation>");
        try {
            assertThat(Annotation.read(file))
                    .allSatisfy(a -> assertThat(a.name()).doesNotContain("hidden"));
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith(file.toString()).hasMessageNotContaining("hidden");
        }
        StringBuilder bomb =
                new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE annotation [<!ENTITY e0 \"aaaaaaaaaa\">");
        for (int i = 1; i < 10; i++) {
            bomb.append("<!ENTITY e")
                    .append(i)
                    .append(" \"")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        Path large = xml(bomb + "]><annotation>" + object("&e9;", 1, 2, 3, 4) + "</annotation>");
        try {
            assertThat(Annotation.read(large))
                    .allSatisfy(a -> assertThat(a.name()).hasSizeLessThan(100));
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith(large.toString());
        }
    }

    @Test
    void whatIsNoAnnotationIsNamed() throws IOException {
        Path broken = xml("<annotation><object>");
        assertThatThrownBy(() -> Annotation.read(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.xml: not an annotation in XML")
                .hasMessageNotContaining("\n");
        Path boxless = xml("<annotation><object><name>dog</name></object></annotation>");
        assertThatThrownBy(() -> Annotation.read(boxless)).hasMessageContaining("the object \"dog\" has no box");
        Path deep = xml("<a>".repeat(100) + "</a>".repeat(100));
        assertThatThrownBy(() -> Annotation.read(deep)).hasMessageContaining("too deep");
    }
}
