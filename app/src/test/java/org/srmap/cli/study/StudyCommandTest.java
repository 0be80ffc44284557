package org.srmap.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.srmap.cli.CommandLineRun;
import org.srmap.study.RunRows;

class StudyCommandTest {
    @TempDir
    Path folder;

    private CommandLineRun study(Path photos, String more) {
        return CommandLineRun.of("study " + more + " --out", folder.resolve("run"), photos);
    }

    @Test
    void aStudyOfOneModelSaysHowOftenItIsRight() throws IOException {
        Path photos = RunRows.photos(folder.resolve("photos"), 3, 40);
        CommandLineRun run = study(photos, "--models demo");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("demo: right in ").contains("3 photos, results in");
        CommandLineRun again = study(photos, "--models demo");
        assertThat(again.code()).isZero();
        CommandLineRun other = study(photos, "--models demo --lrp gradient");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("holds another study").contains("Use another --out folder");
    }

    @Test
    void aStudyGoesOnWithTheSameDialectAndPrecisionOnly() throws IOException {
        Path photos = RunRows.photos(folder.resolve("photos"), 1, 40);
        String begun =
                "--models demo --lrp epsilon-plus,grad-cam --dialect innvestigate --precision float32 --keep-maps";
        assertThat(study(photos, begun).code()).isZero();
        assertThat(folder.resolve("run/maps/demo")).isDirectory();
        assertThat(study(photos, begun).code()).isZero();
        assertUsage(
                study(photos, begun.replace("float32", "float64")),
                "settings.precision was float32 and is now float64");
        assertUsage(study(photos, begun.replace(" --precision float32", "")), "settings.precision was float32");
        assertUsage(study(photos, begun.replace("innvestigate", "captum")), "was epsilon-plus (innvestigate)");
    }

    @Test
    void trueClassesAreReadFromAFile() throws IOException {
        Path photos = RunRows.photos(folder.resolve("photos"), 1, 40);
        Path truth = folder.resolve("truth.csv");
        Files.writeString(truth, "file,label\nnowhere.jpg,tench\n");
        CommandLineRun run = study(photos, "--models demo --target truth --truth " + truth);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("names none of the photos");
    }

    @Test
    void aBrokenPhotoIsNotTheEnd() throws IOException {
        Path photos = RunRows.photos(folder.resolve("photos"), 3, 40);
        Files.writeString(photos.resolve("tench/broken.jpg"), "no photo");
        CommandLineRun run = study(photos, "--models demo");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("1 of 4 photos have an error in their rows, such as tench/broken.jpg: ");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path photos = RunRows.photos(folder.resolve("photos"), 1, 40);
        assertUsage(study(folder.resolve("none"), "--models demo"), "no such file or folder");
        assertUsage(study(photos, "--models nothing"), "--models nothing");
        assertUsage(study(photos, "--models demo,demo"), "demo twice");
        assertUsage(study(photos, "--models demo --preprocess other=caffe"), "there is no model \"other\"");
        assertUsage(study(photos, "--models demo --target 3"), "--target 3");
        assertUsage(study(photos, "--models demo --shard 0"), "--shard 0");
        assertUsage(study(photos, "--models demo --synsets x"), "--synsets is for --truth");
    }

    private static void assertUsage(CommandLineRun run, String text) {
        assertThat(run.err()).contains(text).doesNotContain("Exception");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
    }

    @Test
    void aFullDiskKeepsWhatIsFinished() throws IOException, InterruptedException {
        Path photos = RunRows.photos(folder.resolve("photos"), 12, 40);
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(shell("mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk.toString()), "may not mount a disk");
        try {
            String command = "study --models demo --shard 2 --quiet --out";
            CommandLineRun full = CommandLineRun.of(command, disk.resolve("run"), photos);
            assertThat(full.code()).isEqualTo(1);
            assertThat(full.err())
                    .contains("the disk is full")
                    .contains("all finished results are kept")
                    .hasLineCount(1);
            assertThat(RunRows.of(disk.resolve("run")))
                    .isNotEmpty()
                    .hasSizeLessThan(12)
                    .doesNotHaveDuplicates();
            assertThat(shell("mount", "-o", "remount,size=4m", disk.toString())).isTrue();
            assertThat(CommandLineRun.of(command, disk.resolve("run"), photos).err())
                    .isEmpty();
            assertThat(CommandLineRun.of(command, folder.resolve("whole"), photos)
                            .code())
                    .isZero();
            assertThat(RunRows.of(disk.resolve("run"))).hasSize(12).isEqualTo(RunRows.of(folder.resolve("whole")));
        } finally {
            shell("umount", "-l", disk.toString());
        }
    }

    private static boolean shell(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
