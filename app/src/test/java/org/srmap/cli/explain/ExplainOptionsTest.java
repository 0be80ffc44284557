package org.srmap.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.cli.CommandLineRun;
import org.srmap.npy.Npy;

/** Targets, starts, places, baselines and colours of {@code srmap explain}, and the ledger of {@code srmap check}. */
class ExplainOptionsTest {
    private static final String QUICK = " --saliency none --threads 1 --no-proof --out";

    @TempDir
    private Path folder = Path.of("unset");

    private Path photo = Path.of("unset");
    private Path out = Path.of("unset");

    @BeforeEach
    void photo() throws IOException {
        photo = CommandLineRun.photo(folder.resolve("photo.png"));
        out = folder.resolve("out");
    }

    private CommandLineRun explain(String options) {
        return CommandLineRun.of("explain" + (options.isEmpty() ? "" : " " + options) + QUICK, out, photo);
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    private JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(out.resolve(name).toFile());
    }

    @Test
    void theBestThreeClassesGetResultsOfTheirOwn() throws IOException {
        assertThat(explain("--target top3 --write json,npy").code()).isZero();
        assertThat(written())
                .containsExactly(
                        "photo.top1.json",
                        "photo.top1.logits.npy",
                        "photo.top1.relevance.npy",
                        "photo.top2.json",
                        "photo.top2.logits.npy",
                        "photo.top2.relevance.npy",
                        "photo.top3.json",
                        "photo.top3.logits.npy",
                        "photo.top3.relevance.npy");
        JsonNode ranking = json("photo.top1.json").path("prediction");
        for (int i = 0; i < 3; i++) {
            JsonNode target = json("photo.top" + (i + 1) + ".json").path("target");
            assertThat(target).isEqualTo(ranking.get(i));
        }
        float[] third = Npy.read(out.resolve("photo.top3.relevance.npy")).floats();
        assertThat(explain("--target rank3 --write npy").code()).isZero();
        assertThat(Npy.read(out.resolve("photo.relevance.npy")).floats()).containsExactly(third, within(1e-5f));
    }

    @Test
    void classesAreNamedByIndexLabelAndTruth() throws IOException {
        Path table = folder.resolve("truth.csv");
        Files.writeString(table, "file,label\nphoto.png,church\n");
        CommandLineRun run = CommandLineRun.of(
                "explain --target 3 --target top1 --target truth --write json" + QUICK,
                out,
                "--target",
                "golf ball",
                "--truth",
                table,
                photo);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(written())
                .containsExactly("photo.class3.json", "photo.golf_ball.json", "photo.top1.json", "photo.truth.json");
        assertThat(json("photo.class3.json").at("/target/index").asInt()).isEqualTo(3);
        assertThat(json("photo.golf_ball.json").at("/target/label").asText()).isEqualTo("golf ball");
        assertThat(json("photo.truth.json").at("/target/label").asText()).isEqualTo("church");
    }

    @Test
    void folderNamesTellTheTruth() throws IOException {
        Path inFolder = CommandLineRun.photo(folder.resolve("golf_ball").resolve("a.png"));
        CommandLineRun run = CommandLineRun.of("explain --target truth --write json" + QUICK, out, inFolder, photo);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("photo.png: no true label").contains("1 of 2 inputs failed");
        assertThat(json("a.json").at("/target/label").asText()).isEqualTo("golf ball");
    }

    @Test
    void relevanceAtNodesIsWritten() throws IOException {
        CommandLineRun run = explain("--at conv8 --at relu6 --keep conv8:channels=1,5 --write json");
        assertThat(run.code()).isZero();
        assertThat(written()).containsExactly("photo.json", "photo.relevance.conv8.npy", "photo.relevance.relu6.npy");
        assertThat(Npy.read(out.resolve("photo.relevance.conv8.npy")).shape()).containsExactly(160, 8, 8);
        JsonNode first = json("photo.json").at("/relevance_at/0");
        assertThat(first.path("node").asText()).isEqualTo("conv8");
        assertThat(first.path("file").asText()).isEqualTo("photo.relevance.conv8.npy");
    }

    @Test
    void anArrayCanBeTheStart() throws IOException {
        Path start = folder.resolve("start.npy");
        float[] vector = new float[10];
        vector[2] = 1;
        vector[4] = -3;
        Npy.writeFloat32(start, vector, 10);
        assertThat(explain("--write json --initial " + start).code()).isZero();
        assertThat(json("photo.json").path("initial").asText()).isEqualTo("vector");
        assertThat(json("photo.json").at("/conservation/initial").asDouble()).isEqualTo(-2);
        Npy.writeFloat32(start, new float[4], 4);
        CommandLineRun wrong = explain("--initial " + start);
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("4 numbers; the model has 10 classes");
    }

    @Test
    void oneClassIsExplainedAgainstAnother() throws IOException {
        assertThat(explain("--target 8 --initial difference --against church --write json")
                        .code())
                .isZero();
        JsonNode prediction = json("photo.json");
        assertThat(prediction.path("initial").asText()).isEqualTo("difference");
        assertThat(prediction.at("/target/index").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input-x-gradient",
                "smoothgrad:n=3",
                "integrated-gradients:steps=4",
                "grad-cam",
                "layer-cam",
                "occlusion:window=64,stride=64",
                "rise:masks=6"
            })
    void baselinesAreUsedLikePresets(String method) throws IOException {
        CommandLineRun run = explain("--write png,json,npy --target top2 --lrp " + method);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(json("photo.top2.json").at("/provenance/preset").asText()).startsWith(method);
        int[] shape = Npy.read(out.resolve("photo.top1.relevance.npy")).shape();
        boolean pixels = method.matches(".*(cam|occlusion|rise).*");
        assertThat(shape).containsExactly(pixels ? 1 : 3, 128, 128);
        assertThat(ImageIO.read(out.resolve("photo.top2.png").toFile()).getWidth())
                .isEqualTo(1600);
    }

    @Test
    void coloursAndScaleAreChosen() throws IOException {
        assertThat(explain("--write png").code()).isZero();
        BufferedImage usual = ImageIO.read(out.resolve("photo.png").toFile());
        assertThat(explain("--write png --colors #00ff00,#000000,#ff00ff --clip 1")
                        .code())
                .isZero();
        BufferedImage own = ImageIO.read(out.resolve("photo.png").toFile());
        assertThat(shows(own, 0x00ff00) && shows(own, 0xff00ff)).isTrue();
        assertThat(shows(own, 0x0000ff) || shows(own, 0xff0000)).isFalse();
        assertThat(shows(usual, 0x0000ff) && shows(usual, 0xff0000)).isTrue();
    }

    /** Whether there is a pixel of nearly that colour. */
    private static boolean shows(BufferedImage image, int colour) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels)
                .anyMatch(rgb -> IntStream.of(0, 8, 16)
                        .allMatch(shift -> Math.abs((rgb >> shift & 0xff) - (colour >> shift & 0xff)) < 12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--at conv88 | similar names: conv8",
                "--keep conv8 | NODE:channels=1,5,7 or NODE:region=x0,y0,x1,y1",
                "--keep conv8:channels=160 | channels 0 to 159",
                "--lrp smothgrad | choose from paper, epsilon-plus",
                "--lrp smoothgrad:m=1 | key=value: n, sigma, seed, batch",
                "--lrp grad-cam --initial logit | one, difference or a vector",
                "--lrp rise --at conv8 | needs relevance propagation",
                "--target top11 | there are 10 classes",
                "--target nosuch | there is no class",
                "--target 10 | 0 to 9",
                "--against church | --against is for --initial difference",
                "--initial difference --against top2 | one is needed here",
                "--truth truth.csv | --truth is for --target truth",
                "--target truth --truth none.csv | no such file",
                "--initial none.npy | no such file",
                "--colors rainbow | choose from bwr, coldnhot",
                "--scale log | symmetric, absolute, unaligned",
                "--clip 50 | 0 (nothing) to below 50 percent"
            })
    void mistakesAreToldBeforeAnythingIsComputed(String options, String message) {
        CommandLineRun run = explain(options);
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).startsWith("srmap: ").contains(message).doesNotContain("Exception");
    }

    @Test
    void anExplainerFileHasSettledRulesStartAndPrecision() throws IOException {
        Path file = folder.resolve("explainer.onnx");
        CommandLineRun export = CommandLineRun.of("export demo --lrp gradient --no-proof -o", file);
        assertThat(export.out()).contains("relevance gradient, initial one, forward pass in float64");
        assertThat(explain("--lrp gradient --write npy").code()).isZero();
        float[] expected = Npy.read(out.resolve("photo.relevance.npy")).floats();
        assertThat(explain("--write npy,json --model " + file).code()).isZero();
        assertThat(Npy.read(out.resolve("photo.relevance.npy")).floats()).containsExactly(expected, within(1e-6f));
        assertThat(json("photo.json").path("provenance").path("precision").asText())
                .isEqualTo("float64");
        for (String other : List.of("--lrp paper", "--initial logit", "--precision float32")) {
            CommandLineRun run = explain(other + " --model " + file);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("the model is an explainer file");
        }
    }

    @Test
    void theLedgerIsPrinted() {
        CommandLineRun run = CommandLineRun.of("check demo --photo", photo);
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("relevance of ")
                .contains("node", "operator", "stabilizer", "rest")
                .containsPattern("conv8 +Conv +z-plus +[-0-9.e]+ +[-0-9.e]+ +[0-9.]+ %")
                .contains("in = out + bias + stabilizer + rest");
        CommandLineRun json = CommandLineRun.of("check demo --json --photo", photo);
        assertThat(json.out()).contains("\"conservation\"").contains("\"stabilizer\"");
        assertThat(CommandLineRun.of("check demo --lrp grad-cam --photo", photo).out())
                .contains("has no ledger");
    }
}
