package org.srmap.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.srmap.model.weights.Pickled.Nothing;
import org.srmap.model.weights.Pickled.Tuple;

/** Pickles written by hand, one character for one byte. */
class UnpicklerTest {
    private static Object read(String latin1) throws IOException {
        return new Unpickler(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1))).read();
    }

    @Test
    void readsPlainData() throws IOException {
        assertThat(read("N.")).isEqualTo(Nothing.NONE);
        assertThat(read("\u0080\u0002\u0088.")).isEqualTo(true);
        assertThat(read("I-42\n.")).isEqualTo(-42L);
        assertThat(read("L99999999999999999999L\n.")).isEqualTo(new BigInteger("99999999999999999999"));
        assertThat(read("J\u00ff\u00ff\u00ff\u00ff.")).isEqualTo(-1L);
        assertThat(read("\u008a\u0002\u0000\u0080.")).isEqualTo(-32768L);
        assertThat(read("G?\u00f8\u0000\u0000\u0000\u0000\u0000\u0000.")).isEqualTo(1.5);
        assertThat(read("F2.5\n.")).isEqualTo(2.5);
        assertThat(read("S'ab'\n.")).isEqualTo("ab");
        assertThat(read("X\u0002\u0000\u0000\u0000\u00c3\u00a9.")).isEqualTo("\u00e9");
        assertThat(read("(K\u0001K\u0002l.")).isEqualTo(List.of(1L, 2L));
        assertThat(read("(K\u0001K\u0002t.")).isEqualTo(new Tuple(List.of(1L, 2L)));
        assertThat(read("(S'a'\nK\u0001d.")).isEqualTo(Map.of("a", 1L));
        assertThat(read("]q\u0000(h\u0000K\u0005e0K\u0007.")).isEqualTo(7L);
        assertThat(read("\u0095\u0004\u0000\u0000\u0000\u0000\u0000\u0000\u0000K\u0001."))
                .isEqualTo(1L);
    }

    @Test
    void python2HandsAnOrderedDictItsPairs() throws IOException {
        assertThat(read("ccollections\nOrderedDict\n((lS'a'\nK\u0001\u0086atR."))
                .isEqualTo(Map.of("a", 1L));
    }

    @ParameterizedTest
    @CsvSource({
        "builtins,eval",
        "__builtin__,getattr",
        "os,system",
        "nt,system",
        "subprocess,Popen",
        "torch,load",
        "torch.storage,_load_from_bytes",
        "numpy.core.multiarray,_reconstruct",
        "collections,Counter",
        "torch._utils,x"
    })
    void refusesNamesThatAreNotOnTheList(String module, String name) {
        assertThatThrownBy(() -> read("c" + module + "\n" + name + "\n(tR."))
                .isInstanceOf(IOException.class)
                .hasMessage(module + "." + name + " is not allowed in a weight file; nothing was executed");
    }

    @Test
    void namesCannotForgeTheMessage() {
        assertThatThrownBy(() -> read("ca\r\u001b[2J\nb" + "x".repeat(500) + "\n."))
                .hasMessageMatching(
                        "a\\?\\?\\[2J\\.bx{99}\\.\\.\\. is not allowed in a weight file; nothing was executed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "N",
                ".",
                "(.",
                "]",
                "NN.",
                "0.",
                "1.",
                "2.",
                "t.",
                "l.",
                "a.",
                "N]a.",
                "s.",
                "Nu.",
                "(Nd.",
                "(]Nd.",
                "h\u0000.",
                "g5\n.",
                "gx\n.",
                "R.",
                "NNR.",
                "N)R.",
                "b.",
                "NNb.",
                "Q.",
                "NQ.",
                ")Q.",
                "P5\n.",
                "i",
                "(o.",
                "N)\u0081.",
                "NN)\u0092.",
                "\u0082\u0001.",
                "\u0097.",
                "\u0080\u0006N.",
                "\u00ff.",
                "Ix\n.",
                "Fx\n.",
                "Sx\n.",
                "S'\n.",
                "S'a\".\n",
                "K",
                "J\u0000.",
                "X\u00ff\u00ff\u00ff\u00ff.",
                "T\u00ff\u00ff\u00ff\u00ff.",
                "T\u00ff\u00ff\u00ff\u007f.",
                "B\u00ff\u00ff\u00ff\u00ff.",
                "\u008b\u00ff\u00ff\u00ff\u00ff.",
                "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.",
                "\u0096\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0080.",
                "ctorch\nSize\n)R.",
                "ctorch\nFloatStorage\n)R.",
                "ctorch._utils\n_rebuild_tensor_v2\n)R.",
                "ctorch._utils\n_rebuild_tensor_v2\n(NNNNtR.",
                "ctorch._utils\n_rebuild_parameter\n)R.",
                "ccollections\nOrderedDict\n(](NaetR.",
                "(p0\n."
            })
    void refusesBrokenOnes(String pickle) {
        assertThatThrownBy(() -> read(pickle)).isInstanceOf(IOException.class);
    }

    /** A 2 x 3 tensor on a storage of 6 elements. */
    private static Object rebuilt(String offset, String strides) throws IOException {
        String storage = "(S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nK\u0006tQ";
        return read("ctorch._utils\n_rebuild_tensor_v2\n(" + storage + "I" + offset + "\nK\u0002K\u0003\u0086" + strides
                + "\u0086\u0089)tR.");
    }

    @Test
    void checksTensorsAgainstTheirStorage() throws IOException {
        assertThat(rebuilt("0", "K\u0003K\u0001")).isInstanceOf(Pickled.View.class);
        assertThat(rebuilt("0", "K\u0001K\u0002")).isInstanceOf(Pickled.View.class);
        String far = "I4611686018427387904\nI4611686018427387904\n";
        for (String offset : List.of("1", "-1", "9223372036854775807")) {
            assertThatThrownBy(() -> rebuilt(offset, "K\u0003K\u0001"))
                    .hasMessageContaining("does not fit its storage of 6");
        }
        for (String strides : List.of(far, "K\u0004K\u0001", "I-3\nK\u0001", "K\u0003I-1\n")) {
            assertThatThrownBy(() -> rebuilt("0", strides)).hasMessageContaining("does not fit its storage of 6");
        }
    }

    /** PyTorch 0.1 made a tensor empty and set its view afterwards, and wrote parameters as such. */
    @Test
    void readsTheFormsOfOldPyTorch() throws IOException {
        String storage = "(S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nK\u0006NtQ";
        String tensor = "ctorch.cuda\nFloatTensor\n)Rq\u0001(" + storage + "K\u0000(K\u0002K\u0003t(K\u0003K\u0001ttb";
        Object made = read("(ctorch.nn.parameter\nParameter\n(" + tensor + "tR(\u0088\u0089Ntbh\u0001t.");
        List<Object> both = ((Tuple) made).items();
        assertThat(both).hasSize(2);
        for (Object one : both) {
            assertThat(Objects.requireNonNull(Pickled.viewOf(one)).shape()).containsExactly(2L, 3L);
        }
        assertThatThrownBy(() -> read(tensor.replace("K\u0003K\u0001t", "K\u0004K\u0001t") + "."))
                .hasMessageContaining("does not fit its storage");
        assertThatThrownBy(() -> read("ctorch.nn.parameter\nParameter\n(ctorch\nFloatTensor\n)RtR."))
                .hasMessageContaining("arguments that do not fit");
        assertThatThrownBy(() -> read("ctorch\nFloatTensor\n(K\u0001tR.")).hasMessageContaining("not a function");
    }

    @Test
    void aViewThatRepeatsElementsIsRefused() {
        String storage = "(S'storage'\nctorch\nFloatStorage\nS'0'\nS'cpu'\nK\u0001tQ";
        assertThatThrownBy(() -> read("ctorch._utils\n_rebuild_tensor_v2\n(" + storage
                        + "K\u0000I1000000000\n\u0085K\u0000\u0085\u0089)tR."))
                .hasMessageContaining("does not fit its storage of 1 elements");
    }

    @Test
    void deepNestingTakesNoStack() throws IOException {
        StringBuilder deep = new StringBuilder();
        deep.append(")".repeat(1)).append("\u0085".repeat(300_000)).append('.');
        assertThat(read(deep.toString())).isInstanceOf(Tuple.class);
        String lists = "]".repeat(100_000) + "a".repeat(99_999) + ".";
        assertThat(read(lists)).isInstanceOf(List.class);
    }

    @Test
    void endlessPicklesAreRefused() {
        assertThatThrownBy(() -> read("N0".repeat(600_000) + ".")).hasMessageContaining("more than 1000000 parts");
        assertThatThrownBy(() -> read("(".repeat(1_100_000))).hasMessageContaining("more than 1000000 parts");
    }

    /** A list of 1000 items, and again and again an OrderedDict of it or a tuple of it: small file, much to copy. */
    @Test
    void memoBombsAreRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write("](".getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 1000; i++) {
            bomb.write("NN\u0086".getBytes(StandardCharsets.ISO_8859_1));
        }
        bomb.write("e\u0085q\u00010ccollections\nOrderedDict\nq\u00020".getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 10_000; i++) {
            bomb.write("h\u0002h\u0001R".getBytes(StandardCharsets.ISO_8859_1));
        }
        String text = bomb.toString(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(text)).hasMessageContaining("more than 1000000 parts");
    }

    /** A list that contains itself, as key, as item, as argument. */
    @Test
    void cyclesDoNoHarm() throws IOException {
        assertThat(read("]q\u0000h\u0000a.")).isInstanceOf(List.class);
        assertThatThrownBy(() -> read("}]q\u0000h\u0000aNs.")).hasMessageContaining("dictionary key");
        assertThatThrownBy(() -> read("]q\u0000h\u0000a)R.")).hasMessageContaining("not a function");
    }
}
