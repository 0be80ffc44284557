package org.srmap.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.srmap.cli.terminal.UsageException;

class OptionValueTest {
    @Test
    void saysWhatIsWrongWithWhichOption() {
        assertThat(OptionValue.read("--x", () -> 3)).isEqualTo(3);
        assertThatThrownBy(() -> OptionValue.read("--x", () -> {
                    throw new IllegalArgumentException("no number");
                }))
                .isInstanceOf(UsageException.class)
                .hasMessage("--x: no number");
    }

    @Test
    void bothEndsOfARangeBelongToIt() {
        assertThat(OptionValue.within("--x", 1, 1, 8)).isEqualTo(1);
        assertThat(OptionValue.within("--x", 8, 1, 8)).isEqualTo(8);
        assertThatThrownBy(() -> OptionValue.within("--x", 0, 1, 8)).hasMessage("--x 0: 1 to 8");
        assertThatThrownBy(() -> OptionValue.within("--x", 9, 1, 8)).isInstanceOf(UsageException.class);
    }

    @Test
    void thereIsAThreadForEachCoreUnlessAskedOtherwise() {
        assertThat(OptionValue.threads(null)).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(OptionValue.threads(3)).isEqualTo(3);
        assertThatThrownBy(() -> OptionValue.threads(0)).hasMessage("--threads 0: 1 to 1024");
    }
}
