package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from servers that stop, restart, redirect, lie about sizes or say nothing. */
class DownloadTest extends PublishedFile {
    @Test
    void goesOnWhereTheConnectionWasCut() throws IOException {
        serve(honest(100_000));
        pullsTheFile(store());
        assertThat(requests).hasSize(3);
        assertThat(requests.get(1)).contains("bytes=");
    }

    @Test
    void goesOnWithThePartOfAnEarlierRun() throws IOException {
        serve(honest(SIZE));
        Files.createDirectories(folder.resolve("cache"));
        Files.write(folder.resolve("cache").resolve(entry.file() + ".part"), Arrays.copyOf(content, 12_345));
        pullsTheFile(store());
        assertThat(requests).containsExactly("/models/" + entry.file() + " bytes=12345-");
    }

    @Test
    void startsAgainWhenTheServerKnowsNoRanges() throws IOException {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, SIZE);
            write(exchange, 0, requests.size() < 3 ? 100_000 : SIZE);
        });
        pullsTheFile(store());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-299999/300000", "bytes 7-", "nonsense", "bytes 99999999999999999999-1/2"})
    void startsAgainWhenTheServerSendsAnotherPart(String range) throws IOException {
        serve((exchange, from) -> {
            if (from > 0) {
                exchange.getResponseHeaders().add("Content-Range", range);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, SIZE);
            write(exchange, 0, requests.size() == 1 ? 50_000 : SIZE);
        });
        pullsTheFile(store());
    }

    @Test
    void theRestOfAnotherFileIsFoundOut() throws IOException {
        serve(honest(SIZE));
        Files.createDirectories(folder.resolve("cache"));
        Files.write(folder.resolve("cache").resolve(entry.file() + ".part"), new byte[1000]);
        pullsTheFile(store());
        assertThat(requests).hasSize(2);
    }

    @Test
    void aPartLongerThanTheFileIsDropped() throws IOException {
        serve(honest(SIZE));
        Files.createDirectories(folder.resolve("cache"));
        Files.write(folder.resolve("cache").resolve(entry.file() + ".part"), new byte[SIZE + 5]);
        pullsTheFile(store());
    }

    /** The server states more than it has, and knows no ranges: the digest says that all is well. */
    @Test
    void aServerMayBeWrongAboutTheSize() throws IOException {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, SIZE + 1000);
            write(exchange, 0, SIZE);
            pause(200); // as above
        });
        pullsTheFile(store());
    }

    @Test
    void aServerThatStatesLessGivesAShortFile() throws IOException {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, 1000);
            write(exchange, 0, 1000);
        });
        failsWith(store(), "has the SHA-256", entry.digits(), "it was removed");
        assertThat(names()).isEmpty();
    }

    @Test
    void chunkedAnswersHaveNoSize() throws IOException {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, 0);
            write(exchange, 0, SIZE);
        });
        pullsTheFile(store());
    }

    @Test
    void tooLargeAnswersAreNotTaken() {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, from > 0 ? SIZE : 0);
            write(exchange, 0, SIZE);
        });
        failsWith(store(address(), Map.of(), 200_000), "at most 200000 are allowed");
        assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"404,1", "403,1", "500,4", "503,4", "429,4"})
    void saysWhatTheServerAnswers(int status, int tries) {
        serve((exchange, from) -> exchange.sendResponseHeaders(status, -1));
        failsWith(store(), "the server answers " + status, entry.file());
        assertThat(requests).hasSize(tries);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "jar:file:/x!/y", "", "http:", "::", "javascript:1"})
    void goesNowhereElseThanHttp(String location) {
        serve((exchange, from) -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
        failsWith(store(), "the server redirects");
    }

    @Test
    void followsARedirectButNotForEver() throws IOException {
        server.createContext("/old/", exchange -> {
            exchange.getResponseHeaders().add("Location", address() + entry.file());
            exchange.sendResponseHeaders(301, -1);
            exchange.close();
        });
        server.createContext("/loop/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/loop/x");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        serve(honest(SIZE));
        failsWith(store(address().replace("models", "loop"), Map.of(), 1 << 20), "more than 5 times");
        pullsTheFile(store(address().replace("models", "old"), Map.of(), 1 << 20));
    }

    @Test
    void doesNotWaitForEver() {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, SIZE);
            write(exchange, 0, 10);
            pause(20_000);
        });
        failsWith(store(), "could not be downloaded from", "nothing arrived for 0.8 s");
        assertThat(requests).hasSize(4);
    }
}
