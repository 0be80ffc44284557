package org.srmap.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.graph.DataType;
import org.srmap.graph.Tensor;

/** The files were written by tools/fixtures/make_weight_files.py. */
class StateDictTest {
    @TempDir
    Path folder;

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(StateDictTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private StateDict read(String name) throws IOException {
        return read(name, resource(name));
    }

    private StateDict read(String name, byte[] content) throws IOException {
        return StateDict.read(Files.write(folder.resolve(name), content));
    }

    private static Tensor tensor(StateDict state, String name) {
        return Objects.requireNonNull(state.get(name), name);
    }

    private static float[] weight() {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 12) / 4f;
        }
        return values;
    }

    private static void holdsTheState(StateDict state) {
        assertThat(tensor(state, "conv.weight").shape()).containsExactly(4, 3, 2, 1);
        assertThat(tensor(state, "conv.weight").toFloat32().toFloats()).containsExactly(weight());
        assertThat(tensor(state, "conv.bias").toFloat32().toFloats()).containsExactly(0.5f, -1f, 0f, 2f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "float32.zip.pth",
                "float16.zip.pth",
                "bfloat16.zip.pth",
                "float64.zip.pth",
                "float32.stream.pth",
                "float16.stream.pth",
                "bfloat16.stream.pth",
                "float64.stream.pth",
                "f32.safetensors",
                "f16.safetensors",
                "bf16.safetensors",
                "f64.safetensors",
                "protocol3.zip.pth",
                "protocol4.zip.pth",
                "protocol5.zip.pth",
                "protocol3.stream.pth",
                "protocol4.stream.pth",
                "protocol5.stream.pth",
                "parameters.zip.pth",
                "statedict_metadata.stream.pth",
                "checkpoint.zip.pth",
                "checkpoint.stream.pth"
            })
    void everyFormatGivesTheSameState(String name) throws IOException {
        StateDict state = read(name);
        assertThat(state.tensors()).containsOnlyKeys("conv.weight", "conv.bias");
        holdsTheState(state);
    }

    @Test
    void elementTypesAreKept() throws IOException {
        assertThat(tensor(read("float64.zip.pth"), "conv.bias").type()).isEqualTo(DataType.DOUBLE);
        assertThat(tensor(read("bfloat16.stream.pth"), "conv.bias").type()).isEqualTo(DataType.BFLOAT16);
        assertThat(tensor(read("f16.safetensors"), "conv.bias").type()).isEqualTo(DataType.FLOAT16);
    }

    @ParameterizedTest
    @ValueSource(strings = {"views.zip.pth", "views.stream.pth"})
    void viewsBecomeRowMajor(String name) throws IOException {
        StateDict state = read(name);
        holdsTheState(state);
        assertThat(tensor(state, "last").toFloats()).containsExactly(weight());
        float[] turned = new float[24];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = weight()[(i % 6) * 4 + i / 6];
        }
        assertThat(tensor(state, "turned").shape()).containsExactly(4, 6);
        assertThat(tensor(state, "turned").toFloats()).containsExactly(turned);
        assertThat(tensor(state, "steps").toLongs()).containsExactly(3);
        assertThat(tensor(state, "none").shape()).containsExactly(0, 4);
        assertThat(tensor(state, "number").rank()).isZero();
        assertThat(tensor(state, "number").toFloats()).containsExactly(1.5f);
    }

    @Test
    void tensorsAreMappedNotCopied() throws IOException {
        for (String name : List.of("float32.zip.pth", "float32.stream.pth", "f32.safetensors")) {
            assertThat(tensor(read(name), "conv.weight").bytes().isDirect())
                    .as(name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"os_system", "eval", "exec", "getattr", "load_from_bytes"})
    void refusesEveryOtherNameAndRunsNothing(String attack) throws IOException {
        Map<String, String> names = Map.of(
                "os_system", "posix.system",
                "eval", "__builtin__.eval",
                "exec", "__builtin__.exec",
                "getattr", "__builtin__.getattr",
                "load_from_bytes", "torch.storage._load_from_bytes");
        for (String form : List.of(".zip.pth", ".stream.pth")) {
            Path file = folder.resolve("evil_" + attack + form);
            assertThatThrownBy(() -> read(file.getFileName().toString()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            file + ": " + names.get(attack) + " is not allowed in a weight file; nothing was executed");
        }
        assertThat(Path.of("executed")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil_stack_global.pkl", "evil_protocol0.pkl", "evil_inst.pkl", "evil_obj.pkl"})
    void refusesWhatIsWrittenByHand(String name) throws IOException {
        Unpickler unpickler = new Unpickler(ByteBuffer.wrap(resource(name)));
        assertThatThrownBy(unpickler::read)
                .hasMessage("posix.system is not allowed in a weight file; nothing was executed");
        assertThat(Path.of("executed")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole_model.zip.pth", "whole_model.stream.pth"})
    void aWholeModelIsNoStateDict(String name) {
        assertThatThrownBy(() -> read(name)).isInstanceOf(IOException.class).hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32.zip.pth", "float32.stream.pth", "f32.safetensors", "checkpoint.zip.pth"})
    void aTruncatedFileIsSaidToBeOne(String name) throws IOException {
        byte[] whole = resource(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> StateDict.read("part", FileBytes.of(ByteBuffer.wrap(part))))
                    .as("%s cut to %d bytes", name, length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void compressedArchivesAreRefused() throws IOException {
        Path file = folder.resolve("bomb.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            zip.write(new byte[1 << 20]);
        }
        assertThatThrownBy(() -> StateDict.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("compressed");
    }

    @Test
    void storedArchivesOfOthersAreRead() throws IOException {
        // as PyTorch 2 writes them: a byte order beside the pickle
        for (String order : List.of("little", "big")) {
            Path file = folder.resolve(order + ".pth");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                store(zip, "a/data.pkl", pickle("}."));
                store(zip, "a/byteorder", order.getBytes(StandardCharsets.US_ASCII));
            }
            assertThatThrownBy(() -> StateDict.read(file))
                    .hasMessageContaining(order.equals("big") ? "byte order \"big\"" : "no tensor in it");
        }
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static byte[] pickle(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() {
        assertThatThrownBy(() -> StateDict.read(folder.resolve("nowhere.pth")))
                .hasMessage(folder.resolve("nowhere.pth") + ": no such file");
        assertThatThrownBy(() -> StateDict.read(folder)).hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> read("empty.pth", new byte[0])).hasMessageContaining("the file is empty");
        assertThatThrownBy(() -> read("a.h5", pickle("\u0089HDF\r\n"))).hasMessageContaining("an HDF5 file");
        assertThatThrownBy(() -> read("a.txt", pickle("hello"))).hasMessageContaining("not a weight file");
        assertThatThrownBy(() -> read("a.txt", pickle("x"))).hasMessageContaining("not a weight file");
    }

    @Test
    void twoParametersOfOneNameAreRefused() throws IOException {
        String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"module.a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}";
        assertThatThrownBy(() -> read("two.safetensors", safetensors(header, 2)))
                .hasMessageContaining("two parameters are called a");
    }

    static byte[] safetensors(String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
