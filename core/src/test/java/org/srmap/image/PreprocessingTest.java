package org.srmap.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.draw.InputPicture;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;

class PreprocessingTest {
    @ParameterizedTest(name = "{0}x{1}, shorter side {2}, crop {3}x{4}")
    @CsvFileSource(resources = "crop.csv", numLinesToSkip = 1)
    void shorterSideAndCentreCropAreTorchvisions(
            int width, int height, int side, int cropHeight, int cropWidth, String sha256) {
        String json = String.format("{\"resize\": %d, \"crop\": [%d, %d], \"scale\": 1}", side, cropHeight, cropWidth);
        PreparedPhoto prepared =
                Preprocessing.fromJson(json).apply(Patterns.photo(width, height), cropHeight, cropWidth);

        int plane = cropHeight * cropWidth;
        byte[] bytes = new byte[3 * plane];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) prepared.input().values()[(i % 3) * plane + i / 3];
        }
        assertThat(Patterns.sha256(bytes)).isEqualTo(sha256);
    }

    @Test
    void imagenetNormalizesAsTorchvision() {
        Photo photo = Photo.ofStored("one", new int[] {0x0080ff}, 1, 1, Orientation.NORMAL);
        float[] tensor = Preprocessing.preset("imagenet", 1, 1)
                .apply(photo, 1, 1)
                .input()
                .values();

        assertThat(tensor[0]).isCloseTo((0f - 0.485f) / 0.229f, within(1e-6f));
        assertThat(tensor[1]).isCloseTo((128 / 255f - 0.456f) / 0.224f, within(1e-6f));
        assertThat(tensor[2]).isCloseTo((1f - 0.406f) / 0.225f, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"caffe,151,11,-123", "tf,-1,0.003921569,1", "unit,0,0.5019608,1", "none,0,128,255"})
    void theOtherPresets(String name, float first, float second, float third) {
        Photo photo = Photo.ofStored("one", new int[] {0x0080ff}, 1, 1, Orientation.NORMAL);

        assertThat(Preprocessing.preset(name, 1, 1).apply(photo).input().values())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(first, second, third);
    }

    @Test
    void presetsScaleWithTheInput() {
        assertThat(Preprocessing.preset("imagenet", 224, 224).toJson())
                .startsWith("{\"resize\":256,\"crop\":[224,224]");
        assertThat(Preprocessing.preset("imagenet", 128, 128).toJson())
                .startsWith("{\"resize\":146,\"crop\":[128,128]");
        assertThat(Preprocessing.preset("unit", 100, 299).toJson()).startsWith("{\"resize\":342,\"crop\":[100,299]");
        assertThat(Preprocessing.preset("caffe", 227, 100).toJson())
                .startsWith("{\"resize\":[227,100],\"channels\":\"BGR\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.preset("imagnet", 224, 224))
                .withMessageContaining("imagnet")
                .withMessageContaining("imagenet, caffe, tf, unit, none");
    }

    @Test
    void brightnessIsRoundedAsPillowDoes() {
        Preprocessing gray = Preprocessing.fromJson("{\"channels\": \"L\", \"scale\": 1}");
        Photo photo =
                Photo.ofStored("four", new int[] {0xff0000, 0x00ff00, 0x0000ff, 0x123456}, 4, 1, Orientation.NORMAL);

        assertThat(gray.apply(photo).input().values()).containsExactly(76, 150, 29, 46);
    }

    @Test
    void fullRangeIsWhatBytesBecome() {
        Preprocessing.FullRange range = Preprocessing.preset("caffe", 8, 8).fullRange();

        assertThat(range.low()).containsExactly(-104f, -117f, -123f);
        assertThat(range.high()).containsExactly(151f, 138f, 132f);
    }

    @Test
    void jsonSurvivesTheRoundTrip() {
        for (String name : Preprocessing.PRESETS) {
            Preprocessing preset = Preprocessing.preset(name, 224, 200);
            assertThat(Preprocessing.fromJson(preset.toJson())).isEqualTo(preset);
        }
        Preprocessing defaults = Preprocessing.fromJson("{}");
        assertThat(defaults.resize()).isNull();
        assertThat(defaults.crop()).isNull();
        assertThat(defaults.scale()).isEqualTo(1 / 255.0);
        assertThat(defaults.std()).isEqualTo(List.of(1.0, 1.0, 1.0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'resise': 3}|unknown key 'resise'",
                "{'std': [1, 0, 1]}|std [1.0, 0.0, 1.0]: must be positive",
                "{'std': [1, 1]}|need 3 number(s)",
                "{'mean': [1, 1, 1], 'channels': 'L'}|need 1 number(s)",
                "{'mean': 3}|mean 3: must be a list",
                "{'mean': ['a', 1, 1]}|must be a number",
                "{'scale': 0}|scale 0.0: must be positive",
                "{'scale': 'x'}|must be a number",
                "{'scale': 1e999}|scale",
                "{'resize': 0}|resize 0: must be 1 to 65535",
                "{'resize': 2.5}|must be a whole number",
                "{'resize': [1, 2, 3]}|must be a number or [height, width]",
                "{'crop': [100000, 100000]}|at most 100000000 pixels",
                "{'crop': -4}|size -4x-4",
                "{'channels': 'RGBA'}|must be 'RGB', 'BGR' or 'L'",
                "{'crop': 3, 'crop': 4}|not valid JSON",
                "{'crop': 3} {}|not valid JSON",
                "{'crop': |not valid JSON",
                "[]|is a JSON object"
            })
    void mistakesAreNamed(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fromJson(json.replace('\'', '"')))
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).replace('"', '\''))
                        .contains(message));
    }

    @Test
    void filesAreNamedInMessages(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prep.json"), "{\"crop\": 0}");
        assertThatIOException().isThrownBy(() -> Preprocessing.read(file)).withMessageContaining("prep.json: size 0x0");
        assertThatIOException()
                .isThrownBy(() -> Preprocessing.read(folder.resolve("none.json")))
                .withMessageContaining("none.json: no such file");
        Files.writeString(file, "{\"crop\": 5}");
        assertThat(Preprocessing.read(file).crop()).isEqualTo(new Size(5, 5));
    }

    @Test
    void aWrongSizeTellsBothSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.preset("imagenet", 224, 224).apply(Patterns.photo(30, 20), 227, 227))
                .withMessageContaining("224x224")
                .withMessageContaining("227x227");
    }

    @Test
    void aPhotoOfOnePixelFillsTheInput() {
        float[] tensor = Preprocessing.preset("none", 32, 32)
                .apply(Photo.ofStored("dot", new int[] {0x010203}, 1, 1, Orientation.NORMAL))
                .input()
                .values();
        assertThat(tensor).hasSize(3 * 32 * 32).startsWith(1f).endsWith(3f);
    }

    /** Resized as a whole, this photo would have 16 million columns; only the crop is computed. */
    @Test
    void aVeryThinPhotoCostsOnlyItsCrop() {
        PreparedPhoto prepared = Preprocessing.preset("none", 224, 224).apply(Patterns.photo(60_000, 1));

        assertThat(prepared.input().values()).hasSize(3 * 224 * 224);
        assertThat(prepared.geometry().visible().width()).isCloseTo(224 / 256.0, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"imagenet", "caffe", "tf", "unit", "none"})
    void theInputPictureIsThePhotoAgain(String preset) {
        Photo photo = Patterns.photo(256, 256);
        PreparedPhoto prepared = Preprocessing.fromJson(
                        Preprocessing.preset(preset, 256, 256).toJson().replaceFirst("\"resize\":\\d+,", ""))
                .apply(photo);
        BufferedImage picture = InputPicture.of(prepared.input(), Preprocessing.preset(preset, 256, 256));

        assertThat(Photo.of(picture, "again").pixels()).isEqualTo(photo.pixels());
    }

    @Test
    void anUnknownTensorIsStretched() {
        PixelMap dark = new PixelMap(new float[] {-3, 5}, 1, 2);
        assertThat(InputPicture.of(dark, null).getRGB(1, 0)).isEqualTo(0xffffffff);
        PixelMap undefined = new PixelMap(new float[] {-3, Float.NaN}, 1, 2);
        assertThat(InputPicture.of(undefined, null).getRGB(0, 0)).isEqualTo(0xff000000);
        PixelMap four = new PixelMap(new float[] {0, 0, 0, 10, 10, 10, 10, 10}, 4, 1, 2);
        assertThat(InputPicture.of(four, null).getRGB(0, 0))
                .as("mean of 0, 0, 255, 255")
                .isEqualTo(0xff808080);
    }
}
