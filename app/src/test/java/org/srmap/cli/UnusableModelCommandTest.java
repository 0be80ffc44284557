package org.srmap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.GraphText;
import org.srmap.onnx.OnnxWriter;

/** Commands that get a model that cannot be used: all say all that is wrong, in the same words, and fail. */
class UnusableModelCommandTest {
    private static final List<String> SENTENCES = List.of(
            "the preprocessing gives 1 channels, but the model's input has 3",
            "weight \"w\": NaN at element 1: relevance of such a model means nothing",
            "the model has no convolution: srmap explains convolutional classifiers",
            "the model tells 2 classes apart, but there are 3 labels");

    @TempDir
    Path folder;

    @BeforeEach
    void writeTheModel() throws IOException {
        OnnxWriter.write(GraphText.parse("""
                graph dense opset 17
                input x float[N,3,1,1]
                weight w float[3,2] = 1 NaN 1 1 1 1
                f = Flatten(x)
                y = Gemm(f, w)
                output y float[N,2]
                """), folder.resolve("model.onnx"));
        Files.writeString(folder.resolve("model.json"), """
                {"name": "dense", "labels": ["a", "b", "c"],
                 "preprocessing": {"resize": 1, "crop": 1, "channels": "L", "scale": 1, "mean": [0], "std": [1]}}
                """);
        CommandLineRun.photo(folder.resolve("photos/a.png"));
        Files.writeString(folder.resolve("data.csv"), "file,label,boxes\nphotos/a.png,,50 20 130 100\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain --model MODEL --out OUT PHOTO",
                "compare --models MODEL,demo --out OUT PHOTO",
                "check MODEL",
                "check MODEL --json",
                "export MODEL --no-proof -o OUT",
                "export MODEL -o OUT",
                "evaluate DATA --model MODEL --lrp gradient --out OUT",
                "study --models MODEL --out OUT PHOTOS"
            })
    void sayAllThatIsWrongAndFail(String command) {
        String words = command.replace("MODEL", folder.resolve("model.onnx").toString())
                .replace("PHOTOS", folder.resolve("photos").toString())
                .replace("PHOTO", folder.resolve("photos/a.png").toString())
                .replace("DATA", folder.resolve("data.csv").toString())
                .replace("OUT", folder.resolve("out").toString());
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        String said = (run.out() + run.err()).replace("\\\"", "\"");
        if (command.endsWith("--json")) {
            SENTENCES.forEach(s -> assertThat(said).contains(s.replaceFirst("weight .*\": ", "")));
        } else {
            assertThat(said).contains(SENTENCES);
        }
    }
}
