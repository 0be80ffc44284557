package org.srmap.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.srmap.cli.terminal.UsageException;

class MethodTextTest {
    @Test
    void aCommaSeparatesMethodsAndParametersOfOne() {
        assertThat(MethodText.split(List.of("smoothgrad:n=5,sigma=0.1,gradient", "grad-cam")))
                .containsExactly("smoothgrad:n=5,sigma=0.1", "gradient", "grad-cam");
    }

    @Test
    void anEmptyNameIsRefused() {
        assertThatThrownBy(() -> MethodText.split(List.of("gradient,,grad-cam")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--lrp gradient,,grad-cam: an empty name in the list");
    }
}
