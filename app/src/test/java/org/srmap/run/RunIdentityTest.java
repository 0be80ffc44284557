package org.srmap.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RunIdentityTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static void compare(String before, String now) throws Exception {
        RunIdentity.requireSame(json(before), json(now), "run: holds another study", "Use another folder");
    }

    private static void assertDifferent(String before, String now, String differences) {
        assertThatThrownBy(() -> compare(before, now))
                .isInstanceOf(DifferentRunException.class)
                .hasMessage("run: holds another study: " + differences + ". Use another folder");
    }

    @Test
    void theSameIsTheSameWhateverTheRecordSaysBesides() {
        String now = "{'seed': 1, 'models': [{'name': 'a', 'labels': ['x', 'y']}]}";
        assertThatCode(() -> compare(now, now)).doesNotThrowAnyException();
        assertThatCode(() -> compare(now.replace("{'seed'", "{'finished': true, 'seed'"), now))
                .doesNotThrowAnyException();
    }

    @Test
    void differencesAreNamedWithBothValues() {
        assertDifferent("{'seed': 1}", "{'seed': 2}", "seed was 1 and is now 2");
        assertDifferent("{}", "{'seed': 2}", "seed was nothing and is now 2");
        assertDifferent(
                "{'maps': ['sr']}",
                "{'maps': ['sr', 'relevance']}",
                "maps was [\"sr\"] and is now [\"sr\",\"relevance\"]");
    }

    @Test
    void partsOfListsHaveNumbers() {
        assertDifferent(
                "{'models': [{'name': 'a'}, {'name': 'b'}]}",
                "{'models': [{'name': 'a'}]}",
                "models.2.name was b and is now nothing");
        assertDifferent(
                "{'models': [{'name': 'a', 'input': {'width': 8}}]}",
                "{'models': [{'name': 'a', 'input': {'width': 9}}]}",
                "models.1.input.width was 8 and is now 9");
    }

    @Test
    void longValuesAreCutAndManyDifferencesAreCounted() {
        assertDifferent(
                "{'a': 1, 'b': 1, 'c': '" + "x".repeat(99) + "', 'd': 1, 'e': 1}",
                "{'a': 2, 'b': 2, 'c': '', 'd': 2, 'e': 2}",
                "a was 1 and is now 2; b was 1 and is now 2; c was " + "x".repeat(60)
                        + "... and is now ; and 2 more differences");
    }
}
