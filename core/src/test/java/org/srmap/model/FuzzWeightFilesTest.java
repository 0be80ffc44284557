package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}
