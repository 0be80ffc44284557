package org.srmap.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "flaw, lawn, 2", "conv5, conv5, 0", "'', abc, 3", "ab, ba, 2"})
    void countsInsertionsDeletionsAndReplacements(String a, String b, int expected) {
        assertThat(EditDistance.between(a, b)).isEqualTo(expected);
        assertThat(EditDistance.between(b, a)).isEqualTo(expected);
    }
}
