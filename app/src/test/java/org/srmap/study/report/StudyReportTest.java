package org.srmap.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.draw.PngFile;
import org.srmap.run.RunListener;
import org.srmap.study.read.SampleRun;
import org.srmap.study.read.StudyRun;

class StudyReportTest {
    private static final String EVIL = "\"><script>alert(1)</script><img src=x onerror='x'>";
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    @TempDir
    private Path folder;

    /** A green photo for every name, but none for what is in a folder owl. */
    private static final class Green implements PhotoSource {
        @Override
        public byte @Nullable [] read(String file) throws IOException {
            BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            image.setRGB(3, 3, 0x00ff00);
            return file.startsWith("owl") ? null : PngFile.encode(image);
        }

        @Override
        public String note() {
            return "";
        }

        @Override
        public void close() {}
    }

    private StudyReport.Written write(SampleRun rows, Path report) throws Exception {
        try (StudyRun run = StudyRun.open(rows.write(folder.resolve("run"), 1))) {
            return new StudyReport(run, new StudyReport.Settings(null, 2), RunListener.SILENT)
                    .write(new Green(), report);
        }
    }

    private static List<Path> pages(Path report) throws IOException {
        try (Stream<Path> files = Files.walk(report)) {
            return files.filter(f -> f.toString().endsWith(".html")).sorted().toList();
        }
    }

    @Test
    void everyLinkLeadsSomewhereAndNothingLeavesTheReport() throws Exception {
        Path report = folder.resolve("report");
        StudyReport.Written written = write(SampleRun.small(), report);
        assertThat(written.missing()).isEqualTo(2); // the owls
        List<Path> pages = pages(report);
        assertThat(pages).hasSize(7); // index, rows, two kinds of disagreements, three classes
        for (Path page : pages) {
            String html = Files.readString(page);
            assertThat(html)
                    .contains("default-src &#39;none&#39;") // as an attribute says it
                    .doesNotContain("http:")
                    .doesNotContain("https:");
            Matcher links = LINK.matcher(html);
            while (links.find()) {
                requireTarget(page, html, links.group(1));
            }
        }
    }

    private static void requireTarget(Path page, String html, String link) throws IOException {
        if (link.startsWith("data:image/png;base64,")) {
            return;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(target).as(link + " in " + page).exists();
        if (parts.length > 1) {
            String there = parts[0].isEmpty() ? html : Files.readString(target);
            assertThat(there).as(link).contains("id=\"" + parts[1] + "\"");
        }
    }

    @Test
    void saysWhatTheRowsSay() throws Exception {
        Path report = folder.resolve("report");
        write(SampleRun.small(), report);
        String index = Files.readString(report.resolve("index.html"));
        assertThat(index).contains("7 photos", "83.3\u00a0%", "50.0\u00a0%", "alpha", "beta", "See them");
        String gallery = Files.readString(report.resolve("disagreements").resolve("1-2-01.html"));
        assertThat(gallery).contains("3 photos", "the first 2 are shown", "loading=\"lazy\"", "Where alpha looked");
        String owl = Files.readString(report.resolve("classes").resolve("0003.html"));
        assertThat(owl).contains("50.0\u00a0% right (1 of 2)", "else mostly", "dog", "photo not found");
        String rows = Files.readString(report.resolve("rows").resolve("0001.html"));
        assertThat(rows).contains("owl/broken.png: not an image");
    }

    @Test
    void whatComesFromOutsideIsText() throws Exception {
        SampleRun rows = new SampleRun();
        for (String model : List.of("a" + EVIL, "b&amp;" + EVIL)) {
            for (int i = 0; i < 3; i++) {
                rows.add(new SampleRun.Row(
                        "../../" + EVIL + i,
                        "cat",
                        model,
                        EVIL,
                        model.startsWith("a") ? 0 : i,
                        0.9,
                        0.1,
                        0.2,
                        SampleRun.map(255, 0),
                        null));
            }
            rows.add(new SampleRun.Row("fine", EVIL, model, EVIL, 1, 0.9, 0.1, 0.2, null, null));
            rows.add(SampleRun.Row.failed("broken", "cat", model, EVIL, EVIL));
        }
        Path report = folder.resolve("report");
        write(rows, report);
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.walk(report)) {
            files.forEach(f -> names.add(f.getFileName().toString()));
        }
        assertThat(names).allMatch(n -> n.matches("[.a-z0-9-]+"));
        for (Path page : pages(report)) {
            assertThat(Files.readString(page))
                    .doesNotContain("<script")
                    .doesNotContain("<img src=x")
                    .doesNotContain("onerror='");
        }
    }

    @Test
    void replacesOnlyReports() throws Exception {
        Path report = folder.resolve("report");
        write(SampleRun.small(), report);
        Files.writeString(report.resolve("old.html"), "");
        write(SampleRun.small(), report);
        assertThat(report.resolve("old.html")).doesNotExist();
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> write(SampleRun.small(), other)).hasMessageContaining("nor a report of srmap");
        assertThat(other.resolve("thesis.txt")).exists();
        try (Stream<Path> left = Files.list(folder)) {
            List<String> all = new ArrayList<>();
            left.forEach(f -> all.add(f.getFileName().toString()));
            assertThat(all).containsExactlyInAnyOrder("run", "report", "other");
        }
    }

    @Test
    void aStudyWithoutRowsLabelsOrASecondModelHasAReportToo() throws Exception {
        assertThat(write(new SampleRun(), folder.resolve("none")).index()).exists();
        SampleRun one = new SampleRun()
                .add(new SampleRun.Row("p.png", "no class", "only", "gradient", 1, 0.9, 0.1, null, null, null));
        Path report = write(one, folder.resolve("one")).index();
        assertThat(Files.readString(report)).contains("one model").doesNotContain("Where they disagree");
    }
}
