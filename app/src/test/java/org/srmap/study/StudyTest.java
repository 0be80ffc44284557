package org.srmap.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.eval.data.DataSet;
import org.srmap.eval.data.DataSets;
import org.srmap.image.Photo;
import org.srmap.lrp.Precision;
import org.srmap.npy.Npy;
import org.srmap.rule.Presets;
import org.srmap.run.DifferentRunException;
import org.srmap.run.RunFolder;
import org.srmap.run.RunListener;

class StudyTest {
    private static final int PHOTOS = 7;

    @TempDir
    Path folder;

    private Path photos;

    @BeforeEach
    void photos() throws IOException {
        photos = RunRows.photos(folder.resolve("photos"), PHOTOS, 40);
    }

    private static StudySettings settings(String... presets) {
        List<StudyPreset> all = new ArrayList<>();
        for (String preset : presets) {
            all.add(StudyPreset.named(preset));
        }
        return new StudySettings(
                List.of(new StudyModel("demo", Model.demo())), all, StudySettings.Target.TOP1, Precision.AUTO, null);
    }

    private StudyOutcome run(String out, StudySettings settings, boolean maps, RunListener progress)
            throws IOException {
        StudyPlan plan = new StudyPlan(folder.resolve(out), 2, 2, maps, Map.of());
        try (DataSet data = DataSets.open(photos, DataSets.Beside.nothing())) {
            return new Study(settings, plan, progress).run(data);
        }
    }

    @Test
    void rowsSayWhatTheExplainerSays() throws IOException {
        StudyOutcome outcome = run("run", settings(Presets.DEFAULT, "gradient"), true, RunListener.SILENT);
        assertThat(outcome.isFinished()).isTrue();
        assertThat(outcome.failed()).isZero();
        assertThat(outcome.summary()).hasSize(1).first().asString().startsWith("demo: right in ");
        Path run = folder.resolve("run");
        assertThat(RunRows.of(run)).hasSize(2 * PHOTOS).doesNotHaveDuplicates();
        assertThat(RunRows.query(run, "SELECT count(*) FROM (DESCRIBE results)"))
                .containsExactly("31");

        String file = "golf_ball/photo0000.png";
        try (Explainer explainer =
                Explainer.open(Model.demo(), ExplainerSettings.defaults().withThreads(1))) {
            Explanation expected = explainer.explain(Photo.read(photos.resolve(file)));
            String sql =
                    "SELECT top1, top1_name, correct, logit, area_share, areas, relevance_in, relevance_out, width,"
                            + " octet_length(sr), error FROM results WHERE file = '" + file + "' AND preset = '"
                            + Presets.DEFAULT
                            + "'";
            String[] row = RunRows.query(run, sql).get(0).split("\\|");
            assertThat(Integer.parseInt(row[0])).isEqualTo(expected.target().index());
            assertThat(row[1]).isEqualTo(expected.target().label());
            assertThat(row[2])
                    .isEqualTo(String.valueOf(expected.target().label().equals("golf ball")));
            assertThat(Float.parseFloat(row[3])).isEqualTo(expected.target().logit());
            assertThat(Double.parseDouble(row[4])).isEqualTo(expected.salient().areaShare(), within(1e-12));
            assertThat(Integer.parseInt(row[5]))
                    .isEqualTo(expected.salient().areas().size());
            assertThat(Double.parseDouble(row[6]))
                    .isEqualTo(expected.conservation().initial(), within(1e-12));
            assertThat(Double.parseDouble(row[7]))
                    .isEqualTo(expected.conservation().input(), within(1e-12));
            assertThat(row[8]).isEqualTo("40");
            assertThat(row[9]).isEqualTo("1024");
            assertThat(row[10]).isEqualTo("null");
            StudyMaps maps = new StudyMaps(run.resolve("maps"));
            assertThat(Npy.read(maps.path(file, "demo", Presets.DEFAULT, "relevance.npy"))
                            .shape())
                    .containsExactly(
                            expected.relevance().channels(),
                            expected.relevance().height(),
                            expected.relevance().width());
            assertThat(Photo.read(maps.path(file, "demo", Presets.DEFAULT, "sr.png"))
                            .width())
                    .isEqualTo(expected.relevance().width());
        }
        assertThat(Files.readString(run.resolve("study.json"))).contains("\"finished\" : true", "\"items\" : 7");
    }

    @Test
    void aStudyGoesOnWhereItWas() throws IOException {
        run("whole", settings(Presets.DEFAULT), false, RunListener.SILENT);
        Stopping stop = new Stopping(4);
        StudyOutcome first = run("run", settings(Presets.DEFAULT), false, stop);
        assertThat(first.isFinished()).isFalse();
        assertThat(first.finished()).isBetween(2, 6);
        Stopping again = new Stopping(100);
        assertThat(run("run", settings(Presets.DEFAULT), false, again).isFinished())
                .isTrue();
        assertThat(again.photos).isEqualTo(PHOTOS - first.finished());
        assertThat(RunRows.of(folder.resolve("run"))).isEqualTo(RunRows.of(folder.resolve("whole")));

        Files.write(folder.resolve("run/results/part-00001.parquet"), new byte[100]);
        Stopping repaired = new Stopping(100);
        run("run", settings(Presets.DEFAULT), false, repaired);
        assertThat(repaired.photos).isEqualTo(2);
        assertThat(RunRows.of(folder.resolve("run"))).isEqualTo(RunRows.of(folder.resolve("whole")));
    }

    /** Stops after some photos. */
    private static final class Stopping implements RunListener {
        private final int after;
        private final List<String> notes = new ArrayList<>();
        private int photos;

        Stopping(int after) {
            this.after = after;
        }

        @Override
        public void step() {
            photos++;
        }

        @Override
        public void note(String text) {
            notes.add(text);
        }

        @Override
        public boolean isStopped() {
            return photos >= after;
        }
    }

    @Test
    void brokenAndVanishedPhotosAreRows() throws IOException {
        Path broken = photos.resolve("church/photo0002.png");
        Files.write(broken, new byte[50]);
        Stopping stop = new Stopping(2);
        run("run", settings(Presets.DEFAULT), false, stop);
        Files.delete(photos.resolve("tench/photo0004.png"));
        Files.copy(photos.resolve("tench/photo0001.png"), photos.resolve("tench/aaa.png"));
        Stopping rest = new Stopping(100);
        StudyOutcome outcome = run("run", settings(Presets.DEFAULT), false, rest);
        assertThat(outcome.isFinished()).isTrue();
        assertThat(outcome.failed()).isEqualTo(2);
        assertThat(outcome.firstError()).contains("church/photo0002.png");
        assertThat(rest.notes)
                .anyMatch(n -> n.startsWith("1 photos of this study are no longer in"))
                .anyMatch(n -> n.startsWith("1 photos were added to"));
        assertThat(RunRows.query(
                        folder.resolve("run"),
                        "SELECT file, label, error FROM results WHERE error IS NOT NULL" + " ORDER BY file"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("church/photo0002.png|church|church/photo0002.png: ");
        assertThat(RunRows.query(folder.resolve("run"), "SELECT count(*) FROM results"))
                .containsExactly("7");
    }

    @Test
    void otherSettingsAndOtherProcessesAreRefused() throws IOException {
        run("run", settings(Presets.DEFAULT), false, RunListener.SILENT);
        assertThatThrownBy(() -> run("run", settings("gradient"), false, RunListener.SILENT))
                .isInstanceOf(DifferentRunException.class)
                .hasMessageContaining("presets.1.name was epsilon-plus-flat and is now gradient");
        assertThatThrownBy(() -> run("run", settings(Presets.DEFAULT), true, RunListener.SILENT))
                .hasMessageContaining("settings.maps was false and is now true");
        try (RunFolder held = RunFolder.open(folder.resolve("run"))) {
            assertThat(held.read("study.json")).isNotNull();
            assertThatThrownBy(() -> run("run", settings(Presets.DEFAULT), false, RunListener.SILENT))
                    .hasMessageContaining("another srmap is working in it");
        }
        assertThatThrownBy(() -> settings("gradient", "gradient")).hasMessageContaining("two presets are called");
    }
}
