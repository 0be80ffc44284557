package org.srmap.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files named *.npy were written by NumPy itself, see tools/fixtures/make_npy.py. */
class NpyTest {
    @TempDir
    Path folder;

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NpyTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static NpyArray readFixture(String name) throws IOException {
        return Npy.read(fixture(name), name);
    }

    private static float[] count(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = i;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "le_f2",
                "be_f2",
                "le_f4",
                "be_f4",
                "le_f8",
                "be_f8",
                "i1",
                "le_i2",
                "be_i2",
                "le_i4",
                "be_i4",
                "le_i8",
                "be_i8",
                "u1",
                "le_u2",
                "be_u2",
                "le_u4",
                "be_u4",
                "le_u8",
                "be_u8",
                "fortran_le_f4"
            })
    void everyNumberTypeOfNumpyIsRead(String type) throws IOException {
        NpyArray array = readFixture(type + "_2x3x4.npy");

        assertThat(array.shape()).containsExactly(2, 3, 4);
        assertThat(array.dtype()).isEqualTo(type.replaceAll("^.*_", ""));
        assertThat(array.floats()).containsExactly(count(24));
        assertThat(array.doubles()[23]).isEqualTo(23);
    }

    @Test
    void boolIsZeroAndOne() throws IOException {
        assertThat(readFixture("bool_2x3x4.npy").floats())
                .startsWith(0, 1, 0, 1)
                .hasSize(24);
    }

    @Test
    void fortranOrderBecomesCOrder() throws IOException {
        NpyArray array = readFixture("fortran_be_f8_5x2.npy");

        assertThat(array.shape()).containsExactly(5, 2);
        assertThat(array.floats()).containsExactly(count(10));
    }

    @ParameterizedTest
    @CsvSource({"version2_2x3.npy,2,6", "version3_2x3.npy,2,6", "rank8.npy,8,12", "empty_0x3.npy,2,0"})
    void versionsAndRanks(String name, int rank, int size) throws IOException {
        NpyArray array = readFixture(name);

        assertThat(array.rank()).isEqualTo(rank);
        assertThat(array.floats()).containsExactly(count(size));
    }

    @Test
    void aSingleNumberHasRankZero() throws IOException {
        NpyArray array = readFixture("scalar.npy");

        assertThat(array.shape()).isEmpty();
        assertThat(array.floats()).containsExactly(2.5f);
    }

    @ParameterizedTest
    @CsvSource({
        "objects.npy,never loaded",
        "structured.npy,structured element types are not supported",
        "complex.npy,c8"
    })
    void whatIsNoPlainNumberIsRefusedByName(String name, String why) {
        assertThatIOException()
                .isThrownBy(() -> readFixture(name))
                .withMessageContaining(name)
                .withMessageContaining(why);
    }

    @Test
    void everyTruncationIsOneIoExceptionThatNamesTheFile() throws IOException {
        byte[] whole = fixture("le_f4_2x3x4.npy");
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIOException()
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> Npy.read(part, "cut.npy"))
                    .withMessageStartingWith("cut.npy: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,1,1,1,1,1,1,1,1), }",
                "{'descr': '<f4', 'fortran_order': False, }",
                "{'descr': '<f4', 'fortran_order': maybe, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'evil': __import__('os'), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } + 1",
                "{'descr': '<f4, 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '!f4', 'fortran_order': False, 'shape': (1,), }",
                "__import__('os')",
                ""
            })
    void hostileHeadersAreOneIoException(String header) {
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        byte[] file =
                Arrays.copyOf(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0}, 200);
        System.arraycopy(text, 0, file, 10, text.length);

        assertThatIOException().isThrownBy(() -> Npy.read(file, "evil.npy")).withMessageStartingWith("evil.npy: ");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> Npy.read(folder.resolve("missing.npy")))
                .withMessageContaining("missing.npy: no such file");
    }

    @Test
    void float32IsWrittenAsNumpyWritesIt() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.writeFloat32(file, count(24), 2, 3, 4);

        assertThat(Files.readAllBytes(file)).isEqualTo(fixture("le_f4_2x3x4.npy"));
        Npy.writeFloat32(file, new float[] {2.5f});
        assertThat(Files.readAllBytes(file)).isEqualTo(fixture("scalar.npy"));
        try (var files = Files.list(folder)) {
            assertThat(files).as("no temporary file stays").hasSize(1);
        }
    }

    @Test
    void float16IsWrittenAsNumpyWritesIt() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.writeFloat16(file, count(24), 2, 3, 4);
        assertThat(Files.readAllBytes(file)).isEqualTo(fixture("le_f2_2x3x4.npy"));
    }

    @Test
    void longArraysSurviveTheRoundTrip() throws IOException {
        Path file = folder.resolve("long.npy");
        Npy.writeFloat32(file, count(100_003), 100_003);
        assertThat(Npy.read(file).floats()).containsExactly(count(100_003));
    }

    @Test
    void aWrongShapeIsTheCallersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.writeFloat32(folder.resolve("a.npy"), new float[5], 2, 3))
                .withMessageContaining("[2, 3]")
                .withMessageContaining("5");
    }

    @Test
    void everyHalfSurvivesAndRoundingIsToNearestEven() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) bits);
            }
            if ((bits & 0x7fff) < 0x7c00) {
                // Twin: the definition of binary16 in double precision.
                int exponent = (bits >> 10) & 0x1f;
                double magnitude = exponent == 0
                        ? (bits & 0x3ff) * Math.pow(2, -24)
                        : (1 + (bits & 0x3ff) / 1024.0) * Math.pow(2, exponent - 15);
                assertThat((double) value).isEqualTo(bits < 0x8000 ? magnitude : -magnitude);
            }
        }
        assertThat(Float.isNaN(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NaN))))
                .isTrue();
        assertThat(HalfFloat.fromFloat(1 + 0x1p-11f)).as("tie, even below").isEqualTo((short) 0x3c00);
        assertThat(HalfFloat.fromFloat(1 + 3 * 0x1p-11f)).as("tie, even above").isEqualTo((short) 0x3c02);
        assertThat(HalfFloat.fromFloat(65519.996f)).isEqualTo((short) 0x7bff);
        assertThat(HalfFloat.fromFloat(65520f)).isEqualTo((short) 0x7c00);
    }
}
