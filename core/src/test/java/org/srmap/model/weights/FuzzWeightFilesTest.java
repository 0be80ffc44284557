package org.srmap.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short run of the fuzzer; the long ones are started by hand. */
class FuzzWeightFilesTest {
    private static final int ROUNDS = 5000;

    @ParameterizedTest
    @ValueSource(strings = {"zip", "stream", "safetensors", "pickle"})
    void readersKeepTheirPromises(String format) throws IOException {
        FuzzWeightFiles fuzz = new FuzzWeightFiles(format, 20);
        for (int round = 0; round < ROUNDS; round++) {
            fuzz.round(round);
        }
        FuzzWeightFiles.Figures figures = fuzz.figures(ROUNDS);
        assertThat(figures.mostBytesPerByte()).isLessThan(FuzzWeightFiles.BYTES_PER_BYTE);
        if (format.equals("pickle")) {
            assertThat(figures.accepted())
                    .as("mutations that are not all rubbish")
                    .isGreaterThan(ROUNDS / 50);
        }
    }

    /** Each way to make a lot of a few bytes, again and again; garbage is counted, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "N",
                "(",
                ")",
                "]",
                "}",
                "N\u0085",
                "NN\u0086",
                "NNN\u0087",
                "(t",
                "(l",
                "(d",
                "K\u0001",
                "M\u0000\u0001",
                "J\u0000\u0000\u0000\u0001",
                "I1\n",
                "L1L\n",
                "L9999999999999999999L\n",
                "F1\n",
                "G00000000",
                "U\u0000",
                "U\u0001a",
                "S''\n",
                "V\n",
                "X\u0001\u0000\u0000\u0000a",
                "\u008c\u0000",
                "C\u0000",
                "\u008a\u0001\u0001",
                "]Na",
                "](Ne",
                "}NNs",
                "}(NNu",
                "N\u0094",
                "Nq\u0001",
                "Np1\n",
                "Nr\u0000\u0000\u0000\u0001",
                "]2",
                "N0",
                "(N1",
                "cx\ny\n",
                "ctorch\nSize\n",
                "ctorch\nSize\n))\u0085R",
                "ccollections\nOrderedDict\n)R",
                "ctorch\nFloatTensor\n)R",
                "ctorch\nfloat16\n",
                "ccollections\nOrderedDict\n]\u0085R"
            })
    void noFewBytesMakeMuchHeap(String unit) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String pickle = unit.repeat(200_000 / unit.length()) + ".";
        Unpickler unpickler = new Unpickler(ByteBuffer.wrap(pickle.getBytes(StandardCharsets.ISO_8859_1)));
        long heap = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(unpickler::read).isInstanceOf(IOException.class);
        heap = threads.getCurrentThreadAllocatedBytes() - heap;
        long most = FuzzWeightFiles.FIXED_BYTES + FuzzWeightFiles.BYTES_PER_BYTE * pickle.length();
        assertThat(heap).as("heap for %d bytes", pickle.length()).isLessThan(most);
    }
}
