package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server on the loopback interface that behaves in every wrong way. */
@Timeout(60)
class ModelStoreTest {
    private static final int SIZE = 300_000;

    @TempDir
    Path folder;

    private final byte[] content = new byte[SIZE];
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private ModelStore.Entry entry;

    /** What the server does. */
    private interface Behaviour {
        void answer(HttpExchange exchange, int from) throws IOException;
    }

    ModelStoreTest() throws Exception {
        new Random(1).nextBytes(content);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        String digits = HexFormat.of().formatHex(digest).substring(0, 8);
        entry = new ModelStore.Entry("resnet18", "resnet18-" + digits + ".pth", 1);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(Behaviour behaviour) {
        server.createContext("/models/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestURI() + (range == null ? "" : " " + range));
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            try (exchange) {
                behaviour.answer(exchange, from);
            }
        });
    }

    /** A server as it should be, except that it stops after {@code most} bytes. */
    private Behaviour honest(int most) {
        return (exchange, from) -> {
            if (from >= SIZE) {
                exchange.getResponseHeaders().add("Content-Range", "bytes */" + SIZE);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            if (from > 0) {
                exchange.getResponseHeaders().add("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
            }
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, SIZE - from);
            write(exchange, from, Math.min(most, SIZE - from));
            if (most < SIZE - from) {
                pause(200); // Java's client drops what it has not handed on yet when the connection breaks
            }
        };
    }

    private void write(HttpExchange exchange, int from, int count) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(content, from, count);
        out.flush();
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/models/";
    }

    private ModelStore store(String address, Map<String, String> environment, long most) {
        Download.Limits limits = new Download.Limits(most, 4, Duration.ofMillis(1), Duration.ofMillis(800));
        return new ModelStore(folder.resolve("cache"), URI.create(address), List.of(entry), environment, limits);
    }

    private ModelStore store() {
        return store(address(), Map.of(), 1 << 20);
    }

    private void pullsTheFile(ModelStore store) throws IOException {
        Path file = store.pull("resnet18", ModelStore.Progress.NONE);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        assertThat(file).isEqualTo(store.find("resnet18"));
        assertThat(names()).containsExactlyInAnyOrder(entry.file(), entry.file() + ".json");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(f -> String.valueOf(f.getFileName())).toList();
        }
    }

    private void failsWith(ModelStore store, String... parts) {
        assertThatThrownBy(() -> store.pull("resnet18", ModelStore.Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
        assertThat(store.find("resnet18")).isNull();
    }

    @Test
    void pullsOnceAndKeepsACard() throws IOException {
        serve(honest(SIZE));
        List<Long> heard = new ArrayList<>();
        ModelStore store = store();
        assertThat(store.find("resnet18")).isNull();
        Path file = store.pull("resnet18", (bytes, total) -> {
            assertThat(total).isEqualTo(SIZE);
            heard.add(bytes);
        });
        assertThat(heard).isSorted().startsWith(0L).endsWith((long) SIZE);
        ModelCard card = Objects.requireNonNull(ModelCard.beside(file));
        assertThat(card.source()).isEqualTo(address() + entry.file());
        assertThat(card.sha256()).startsWith(entry.digits());
        assertThat(card.labels()).isEqualTo(Labels.imagenet());
        pullsTheFile(store);
        assertThat(requests).containsExactly("/models/" + entry.file());
    }

    @Test
    void aDamagedFileInTheCacheIsReplaced() throws IOException {
        serve(honest(SIZE));
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(store().path("resnet18"), "damaged");
        pullsTheFile(store());
    }

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
    void aWrongFileIsRemoved() throws IOException {
        content[7]++;
        serve(honest(SIZE));
        failsWith(store(), "resnet18 cannot be had from " + address(), "has the SHA-256", "it was removed");
        assertThat(names()).isEmpty();
    }

    @Test
    void tooLargeAnswersAreNotTaken() {
        serve((exchange, from) -> {
            exchange.sendResponseHeaders(200, from > 0 ? SIZE : 0);
            write(exchange, 0, SIZE);
        });
        failsWith(store(address(), Map.of(), 200_000), "at most 200000 are taken");
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
        failsWith(store(), "cannot be had from", "nothing arrived for 0.8 s");
        assertThat(requests).hasSize(4);
    }

    @Test
    void withoutANetworkItSaysSo() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        ModelStore store = store("http://127.0.0.1:" + closed + "/", Map.of(), 1 << 20);
        failsWith(
                store,
                "no connection",
                "Is there a network?",
                store.path("resnet18").toString());
    }

    @Test
    void saysWhenTheCacheCannotBeWritten() throws IOException {
        serve(honest(SIZE));
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        failsWith(store(), "FileAlreadyExistsException", folder.resolve("cache").toString());
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() throws IOException {
        serve(honest(SIZE));
        String proxy = "http://127.0.0.1:" + server.getAddress().getPort();
        ModelStore store = store("http://weights.invalid/models/", Map.of("http_proxy", proxy), 1 << 20);
        pullsTheFile(store);
        assertThat(requests).containsExactly("http://weights.invalid/models/" + entry.file());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://a.org/x, https_proxy=http://p:8080, p:8080",
                "https://a.org/x, HTTPS_PROXY=p:8080, p:8080",
                "https://a.org/x, http_proxy=http://p:8080, -",
                "https://a.org/x, all_proxy=http://p, p:80",
                "https://a.org/x, https_proxy=http://p:8080;no_proxy=b.org, p:8080",
                "https://a.org/x, https_proxy=http://p:8080;no_proxy=a.org, -",
                "https://w.a.org/x, https_proxy=http://p:8080;NO_PROXY=b.org+.a.org, -",
                "https://wa.org/x, https_proxy=http://p:8080;NO_PROXY=a.org, p:8080",
                "https://a.org/x, https_proxy=http://p:8080;no_proxy=*, -",
                "https://a.org/x, '', -",
            })
    void readsTheEnvironmentAsCurlDoes(String address, String variables, String expected) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(";")) {
            String[] parts = (variable + "=").split("=");
            environment.put(parts.length > 0 ? parts[0] : "", parts.length > 1 ? parts[1].replace("+", ", ") : "");
        }
        Proxy found = new Proxies(environment, ProxySelector.of(null))
                .select(URI.create(address))
                .get(0);
        InetSocketAddress host = (InetSocketAddress) found.address();
        assertThat(host == null ? null : host.getHostString() + ":" + host.getPort())
                .isEqualTo(expected);
    }

    @Test
    void knowsEveryPublishedFile() {
        ModelStore store = new ModelStore(folder);
        assertThat(store.entries()).hasSize(16).allSatisfy(e -> {
            assertThat(Architecture.names()).contains(e.name());
            assertThat(e.digits()).matches("[0-9a-f]{8}");
            assertThat(e.file()).startsWith(e.name());
        });
        assertThatThrownBy(() -> store.entry("vgg12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it has alexnet, vgg11");
        assertThatThrownBy(() -> new ModelStore(folder, URI.create("file:///tmp/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, '', /home/u/.cache/srmap",
        "Linux, XDG_CACHE_HOME=/c, /c/srmap",
        "Linux, XDG_CACHE_HOME=c, /home/u/.cache/srmap",
        "Mac OS X, '', /home/u/Library/Caches/srmap",
        "Windows 11, LOCALAPPDATA=/l, /l/srmap",
        "Windows 11, '', /home/u/AppData/Local/srmap",
        "Linux, SRMAP_CACHE=/mine, /mine",
    })
    void theCacheIsWhereTheSystemKeepsSuchThings(String system, String variable, String expected) {
        String[] parts = (variable + "= ").split("=");
        assertThat(CacheFolder.of(Map.of(parts[0], parts[1].strip()), system, "/home/u"))
                .isEqualTo(Path.of(expected));
    }
}
