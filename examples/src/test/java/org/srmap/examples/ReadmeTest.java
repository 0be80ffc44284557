package org.srmap.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation quotes is what lies in the examples. */
class ReadmeTest {
    private static final Pattern QUOTE =
            Pattern.compile("<!-- quoted from (\\S+) -->\\s*```[a-z]+\\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/export.md"})
    void quotedCodeIsThatOfTheExamples(String page) throws IOException {
        Matcher quote = QUOTE.matcher(Files.readString(Path.of("..").resolve(page)));
        int quotes = 0;
        while (quote.find()) {
            String source = Files.readString(Path.of("..").resolve(quote.group(1)));
            assertThat(squeezed(source)).contains(squeezed(quote.group(2)));
            quotes++;
        }
        assertThat(quotes).isPositive();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
