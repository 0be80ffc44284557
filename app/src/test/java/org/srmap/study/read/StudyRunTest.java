package org.srmap.study.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyRunTest {
    @TempDir
    private Path folder;

    private StudyRun small() throws IOException, SQLException {
        return StudyRun.open(SampleRun.small().write(folder.resolve("run"), 3));
    }

    @Test
    void readsWhatTheStudyWasAbout() throws Exception {
        try (StudyRun run = small()) {
            assertThat(run.models()).containsExactly("alpha", "beta");
            assertThat(run.presets()).containsExactly("epsilon-plus-flat", "gradient");
            assertThat(run.labels()).containsExactly("cat", "dog", "owl");
            assertThat(run.info().items()).isEqualTo(7);
            assertThat(run.info().finished()).isTrue();
            assertThat(run.info().models().get(0).input()).isEqualTo("224x224");
            assertThat(run.info().data().place()).isEqualTo(Path.of("photos"));
        }
    }

    @Test
    void countsEachPhotoOnceHoweverManyPresetsThereAre() throws Exception {
        try (StudyRun run = small()) {
            List<Findings.Accuracy> accuracy = run.accuracy();
            assertThat(accuracy).extracting(Findings.Accuracy::model).containsExactly("alpha", "beta");
            Findings.Accuracy alpha = accuracy.get(0);
            assertThat(List.of(alpha.photos(), alpha.failed(), alpha.judged(), alpha.right()))
                    .containsExactly(7L, 1L, 6L, 5L);
            assertThat(alpha.top1()).isEqualTo(5 / 6.0);
            assertThat(alpha.top5()).isEqualTo(1.0); // the second best is the class after the best one
            assertThat(alpha.meanClass()).isCloseTo((1 + 1 + 0.5) / 3, within(1e-12));
            assertThat(accuracy.get(1).right()).isEqualTo(3);
            assertThat(accuracy.get(1).top5()).isEqualTo(5 / 6.0);
        }
    }

    @Test
    void findsWhatIsTakenForWhat() throws Exception {
        try (StudyRun run = small()) {
            assertThat(run.classes())
                    .filteredOn(c -> c.model().equals("alpha") && c.label().equals("owl"))
                    .singleElement()
                    .satisfies(c -> {
                        assertThat(List.of(c.photos(), c.judged(), c.right())).containsExactly(3L, 2L, 1L);
                        assertThat(c.name()).isEqualTo("owl");
                        assertThat(c.takenFor()).isEqualTo("dog");
                    });
            assertThat(run.confusion("beta", 10))
                    .extracting(c -> c.label() + " " + c.predicted() + " " + c.photos())
                    .containsExactlyInAnyOrder("cat dog 1", "dog cat 1", "owl dog 1");
        }
    }

    @Test
    void labelsHaveTheirNamesWhetherAModelEverNamedThemOrNot() throws Exception {
        SampleRun rows = new SampleRun();
        for (String label : List.of("cat", "n01440764", "1", "7", "something else")) {
            rows.add(new SampleRun.Row(label + ".png", label, "alpha", "gradient", 3, 0.9, 0.1, 0.4, null, null));
        }
        Path folder = rows.write(this.folder.resolve("named"), 1);
        Path json = folder.resolve("study.json");
        String numbers = "\"settings\": {\"label_numbers\": [\"zero\", \"one\"]}, \"items\"";
        Files.writeString(json, Files.readString(json).replace("\"items\"", numbers));
        try (StudyRun run = StudyRun.open(folder)) {
            assertThat(run.labelNames())
                    .containsOnly(Map.entry("cat", "cat"), Map.entry("n01440764", "tench"), Map.entry("1", "one"));
            assertThat(run.outside())
                    .extracting(Findings.Outside::name)
                    .containsExactlyInAnyOrder("cat", "tench", "one", null, null);
        }
    }

    @Test
    void findsPhotosThatOneGetsRightAndTheOtherWrong() throws Exception {
        try (StudyRun run = small()) {
            List<Findings.Disagreement> found = run.disagreements("alpha", "beta", 10, 0);
            assertThat(found)
                    .extracting(Findings.Disagreement::file)
                    .containsExactlyInAnyOrder("cat/2.png", "dog/2.png", "owl/1.png");
            assertThat(run.countDisagreements("alpha", "beta")).isEqualTo(3);
            assertThat(found.get(0).margin()).isCloseTo(0.9 - 0.2, within(1e-6));
            assertThat(found.get(0).right().spread()).isCloseTo(0.11, within(1e-12));
            assertThat(run.disagreements("beta", "alpha", 10, 0))
                    .extracting(Findings.Disagreement::file)
                    .containsExactly("owl/2.png");
            assertThat(run.disagreements("alpha", "beta", 2, 2)).hasSize(1);
        }
    }

    @Test
    void comparesAttentionOfRightAndWrongAndOnAndOffTheObject() throws Exception {
        try (StudyRun run = small()) {
            assertThat(run.habits())
                    .filteredOn(h -> h.model().equals("alpha") && h.preset().equals("gradient"))
                    .satisfiesExactly(
                            right -> {
                                assertThat(right.correct()).isTrue();
                                assertThat(right.photos()).isEqualTo(5);
                                assertThat(right.spread()).isCloseTo(0.12, within(1e-12));
                            },
                            wrong -> assertThat(wrong.spread()).isCloseTo(0.15, within(1e-12)));
            List<Findings.Outside> outside = run.outside();
            assertThat(outside).extracting(Findings.Outside::model).containsOnly("alpha");
            assertThat(outside.get(0).label()).isEqualTo("owl");
            assertThat(outside.get(0).inside()).isCloseTo(0.35, within(1e-9));
            assertThat(outside.get(0).mostlyOutside()).isEqualTo(2);
        }
    }

    @Test
    void averagesMaps() throws Exception {
        try (StudyRun run = small()) {
            List<MeanMap> maps = run.meanMaps(RowFilter.all().of("beta", "gradient"));
            assertThat(maps).extracting(MeanMap::label).containsExactly("cat", "dog", "owl");
            assertThat(maps.get(0).photos()).isEqualTo(2);
            assertThat(maps.get(0).values()[0]).isCloseTo(0.1f, within(1e-6f));
            assertThat(maps.get(0).values()[1023]).isCloseTo(0.4f, within(1e-6f));
            assertThat(run.map("cat/2.png", "beta", "gradient")[0]).isCloseTo(0.2f, within(1e-6f));
            assertThat(run.map("owl/broken.png", "beta", "gradient")).isNull();
        }
    }

    @Test
    void pagesAreWhatSortingInJavaGives() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SampleRun many = new SampleRun();
        List<SampleRun.Row> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Double spread = random.nextInt(5) == 0 ? null : random.nextInt(40) / 100.0;
            SampleRun.Row row = new SampleRun.Row(
                    "photo" + random.nextInt(200) + "_" + i + ".jpg",
                    SampleRun.CLASSES.get(random.nextInt(3)),
                    random.nextBoolean() ? "alpha" : "beta",
                    "gradient",
                    random.nextInt(3),
                    0.5,
                    spread,
                    null,
                    null,
                    null);
            many.add(row);
            rows.add(row);
        }
        List<String> expected = rows.stream()
                .filter(r -> r.model().equals("beta") && r.file().contains("to1"))
                .sorted(Comparator.comparing(
                                SampleRun.Row::spread, Comparator.nullsLast(Comparator.<Double>reverseOrder()))
                        .thenComparing(SampleRun.Row::file))
                .map(SampleRun.Row::file)
                .toList();
        RowFilter filter = new RowFilter("beta", null, null, null, null, false, "TO1");
        try (StudyRun run = StudyRun.open(many.write(folder.resolve("many"), 4))) {
            List<String> found = new ArrayList<>();
            RowOrder order = new RowOrder(RowOrder.By.SPREAD, true);
            for (int offset = 0; offset < expected.size(); offset += 7) {
                RowPage page = run.rows(filter, order, 7, offset);
                assertThat(page.total()).isEqualTo(expected.size());
                page.rows().forEach(r -> found.add(r.file()));
            }
            assertThat(found).as("seed " + seed).isEqualTo(expected);
        }
    }

    @Test
    void givesWholeRows() throws Exception {
        try (StudyRun run = small()) {
            assertThat(run.rowsOf("owl/2.png")).hasSize(4).first().satisfies(row -> {
                assertThat(row.model()).isEqualTo("alpha");
                assertThat(row.prediction().top())
                        .extracting(ResultRow.Scored::name)
                        .containsExactly("dog", "owl");
                assertThat(row.prediction().correct()).isFalse();
                assertThat(row.attention().areas()).isEqualTo(2);
                assertThat(row.width()).isNull();
            });
            assertThat(run.rows(new RowFilter(null, null, null, null, null, true, null), RowOrder.byFile(), 10, 0)
                            .rows())
                    .hasSize(4)
                    .allSatisfy(row -> assertThat(row.error()).isEqualTo("owl/broken.png: not an image"));
        }
    }

    @Test
    void aFolderMayHaveAnyNameAndARunNoRowsYet() throws Exception {
        Path odd = SampleRun.small().write(folder.resolve("it's [1] 100%"), 1);
        try (StudyRun run = StudyRun.open(odd)) {
            assertThat(run.accuracy()).hasSize(2);
        }
        try (StudyRun run = StudyRun.open(new SampleRun().write(folder.resolve("empty"), 0))) {
            assertThat(run.accuracy()).isEmpty();
            assertThat(run.models()).isEmpty();
            assertThat(run.rows(RowFilter.all(), RowOrder.byFile(), 5, 0).total())
                    .isZero();
        }
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws Exception {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> StudyRun.open(none))
                .hasMessage(none + ": no such folder; a folder that srmap study" + " wrote is needed");
        assertThatThrownBy(() -> StudyRun.open(folder)).hasMessageContaining("no study.json in it");
        Path run = SampleRun.small().write(folder.resolve("run"), 2);
        Path part = run.resolve("results").resolve("part-00001.parquet");
        Files.write(part, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> StudyRun.open(run))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("part-00001.parquet")
                .hasMessageNotContaining("\n");
        Files.writeString(run.resolve("study.json"), "{");
        assertThatThrownBy(() -> StudyRun.open(run)).hasMessageContaining("study.json: not JSON");
    }
}
