package org.srmap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;

class CommandLineTest {
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private static CommandLineRun srmap(String command, Object... args) {
        return CommandLineRun.of(command, args);
    }

    private static void assertFails(int code, String message, String command, Object... args) {
        CommandLineRun outcome = srmap(command, args);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.err()).contains(message).doesNotContain("\tat ").doesNotContain("internal error");
    }

    @Test
    void explainsAPhoto() throws IOException {
        CommandLineRun outcome =
                srmap("explain", EXAMPLES.resolve("golf-ball.png"), "--out", folder, "--write", "png,npy,json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("golf ball").contains("looked").contains("of the positive relevance in");
        JsonNode json = MAPPER.readTree(Files.readString(folder.resolve("golf-ball.json")));
        assertThat(json.at("/target/label").asText()).isEqualTo("golf ball");
        assertThat(json.at("/prediction")).hasSize(5);
        assertThat(json.at("/areas/0/outline/0").size()).isGreaterThan(3);
        assertThat(json.at("/conservation/initial").asDouble())
                .isCloseTo(json.at("/target/logit").asDouble(), Offset.offset(1e-5));
        assertThat(json.at("/provenance/sha256").asText()).hasSize(64);
        for (String part : new String[] {"decode", "session", "relevance", "saliency", "draw"}) {
            assertThat(json.at("/seconds/" + part).isNumber()).as(part).isTrue();
        }
        assertThat(Npy.read(folder.resolve("golf-ball.logits.npy")).shape()).containsExactly(10);
        assertThat(Npy.read(folder.resolve("golf-ball.relevance.npy")).shape()).containsExactly(3, 128, 128);
        NpyArray sr = Npy.read(folder.resolve("golf-ball.sr.npy"));
        assertThat(sr.shape()).containsExactly(128, 128);
        for (float value : sr.floats()) {
            assertThat(value).isBetween(0f, 1f);
        }
        assertThat(ImageIO.read(folder.resolve("golf-ball.png").toFile()).getWidth())
                .isEqualTo(1600);
    }

    @Test
    void theSameInputsGiveTheSameBytes() throws IOException {
        Path again = folder.resolve("again");
        srmap("explain", EXAMPLES.resolve("church.png"), "--out", folder, "--write", "png,npy");
        srmap("explain", EXAMPLES.resolve("church.png"), "--out", again, "--write", "png,npy");
        for (String name : new String[] {"church.png", "church.relevance.npy", "church.sr.npy"}) {
            assertThat(Files.mismatch(folder.resolve(name), again.resolve(name)))
                    .as(name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void tensorsAreExplainedAsTheyAre() throws IOException {
        float[] values = new float[2 * 3 * 128 * 128];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i * 0.01);
        }
        Path tensor = folder.resolve("batch.npy");
        Npy.writeFloat32(tensor, values, 2, 3, 128, 128);
        CommandLineRun outcome =
                srmap("explain", tensor, "--out", folder, "--write", "png,npy,json", "--saliency", "none");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Npy.read(folder.resolve("batch.relevance.npy")).shape()).containsExactly(2, 3, 128, 128);
        assertThat(Npy.read(folder.resolve("batch.logits.npy")).shape()).containsExactly(2, 10);
        assertThat(folder.resolve("batch-1.png")).exists();
        assertThat(folder.resolve("batch-2.png")).exists();
        assertThat(MAPPER.readTree(Files.readString(folder.resolve("batch.json")))
                        .get("results"))
                .hasSize(2);
        Path single = folder.resolve("single.npy");
        Npy.writeFloat32(single, Arrays.copyOf(values, values.length / 2), 3, 128, 128);
        assertThat(srmap("explain", single, "--out", folder, "--write", "npy").code())
                .isZero();
        assertThat(Npy.read(folder.resolve("single.relevance.npy")).shape()).containsExactly(3, 128, 128);
    }

    @Test
    void oneBrokenFileDoesNotStopTheOthers() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(photos.resolve("a-broken.jpg"), "this is no picture");
        Files.copy(EXAMPLES.resolve("church.png"), photos.resolve("b.png"));
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(dot, "png", photos.resolve("c-dot.png").toFile());
        Path out = folder.resolve("out");
        CommandLineRun outcome = srmap("explain", photos, "--out", out);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("a-broken.jpg").contains("1 of 3 inputs failed");
        assertThat(outcome.err().lines().filter(l -> l.contains("a-broken.jpg")))
                .hasSize(1);
        assertThat(out.resolve("b.json")).exists();
        assertThat(out.resolve("c-dot.png")).exists();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--model, nowhere.onnx, no such file",
        "--lrp, epsilonn, there is no method",
        "--target, '', an empty target",
        "--threads, 0, 1 to 1024",
        "--write, gif, png",
        "--saliency, much, paper",
        "--threshold, high, fraction",
        "--initial, zero, logit",
        "--preprocess, none-such, neither a JSON file nor one of",
        "--device, tpu, cuda"
    })
    void wrongOptionsAreUsageErrors(String option, String value, String message) {
        assertFails(2, message, "explain", EXAMPLES.resolve("church.png"), option, value, "--out", folder);
    }

    @Test
    void badInputsGetOneClearLine() throws IOException {
        Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");
        assertFails(1, "text.onnx: not an ONNX model", "explain", EXAMPLES.resolve("church.png"), "--model", text);
        assertFails(1, "not an ONNX model", "check", text);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertFails(2, "no pictures", "explain", empty, "--out", folder);
        Path flat = folder.resolve("flat.npy");
        Npy.writeFloat32(flat, new float[12], 12);
        assertFails(1, "an array of shape [12]", "explain", flat, "--out", folder);
        Path integers = folder.resolve("integers.npy");
        String floats = new String(Npy.float32(new float[3 * 128 * 128], 3, 128, 128), StandardCharsets.ISO_8859_1);
        Files.writeString(integers, floats.replace("<f4", "<i4"), StandardCharsets.ISO_8859_1);
        assertFails(1, "a float tensor", "explain", integers, "--out", folder);
        Path small = folder.resolve("small.npy");
        Npy.writeFloat32(small, new float[3 * 8 * 8], 3, 8, 8);
        assertFails(1, "the model takes N x 3 x 128 x 128", "explain", small, "--out", folder);
        Path file = Files.writeString(folder.resolve("file"), "");
        assertFails(1, "is a file, not a folder", "explain", EXAMPLES.resolve("church.png"), "--out", file);
        assertFails(2, "no such file", "explain", folder.resolve("missing.png"));
    }

    @Test
    void aHugePictureIsRefusedBeforeItIsDecoded() throws IOException {
        Path huge = folder.resolve("huge.png");
        Files.write(huge, HugePng.bytes(30_000, 30_000));
        assertFails(1, "huge.png", "explain", huge, "--out", folder);
        assertThat(srmap("explain", huge, "--out", folder).err())
                .contains("30000")
                .hasLineCount(1);
    }

    @Test
    void mapsOfOtherToolsGetTheirAttentionAreas() throws IOException {
        float[] map = new float[40 * 60];
        for (int y = 10; y < 20; y++) {
            for (int x = 5; x < 15; x++) {
                map[y * 60 + x] = 1 + x % 3;
            }
        }
        Path file = folder.resolve("map.npy");
        Npy.writeFloat32(file, map, 40, 60);
        Path out = folder.resolve("sr");
        CommandLineRun outcome = srmap("saliency", file, "--out", out);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("left");
        assertThat(Npy.read(out.resolve("map.sr.npy")).shape()).containsExactly(40, 60);
        JsonNode json = MAPPER.readTree(Files.readString(out.resolve("map.json")));
        assertThat(json.at("/areas/0/relevance_share").asDouble()).isGreaterThan(0.9);
        assertThat(out.resolve("map.png")).exists();
        Path wrong = folder.resolve("wrong.npy");
        Npy.writeFloat32(wrong, new float[3 * 40 * 60], 3, 40, 60);
        assertFails(1, "H x W x C with 1 to 16", "saliency", wrong, "--out", out);
        Path nan = folder.resolve("nan.npy");
        Npy.writeFloat32(nan, new float[] {0, Float.NaN, 0, 0}, 2, 2);
        assertFails(1, "NaN", "saliency", nan, "--out", out);
    }

    @Test
    void checkSaysWhatItMakesOfAModel() throws IOException {
        CommandLineRun outcome = srmap("check", "demo");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("conv1")
                .contains("flat, epsilon 1e-6")
                .contains("z-plus, epsilon 1e-6")
                .contains("128 x 128")
                .contains("proof");
        JsonNode json = MAPPER.readTree(
                srmap("check", "demo", "--json", "--lrp", "epsilon-gamma-box").out());
        assertThat(json.get("supported").asBoolean()).isTrue();
        assertThat(json.at("/nodes/0/rule").asText()).isEqualTo("box");
        assertThat(json.at("/model/classes").isNumber()).isTrue();
        assertThat(json.at("/model/preprocessing/crop/0").asInt()).isEqualTo(128);
        assertThat(json.at("/model/memory/bytes").asLong()).isBetween(150_000_000L, 999_000_000L);
        String rules = srmap("check", "demo", "--dialect", "innvestigate").out();
        assertThat(rules).contains("bias false");
        assertFails(2, "--dialect nobody: choose from zennit", "check", "demo", "--dialect", "nobody");
    }

    @Test
    void helpNamesEveryCommand() {
        CommandLineRun outcome = srmap("--help");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("explain")
                .contains("saliency")
                .contains("check")
                .contains("Exit codes");
        assertFails(2, "no command given", "");
        assertFails(2, "Did you mean", "explian");
    }
}
