package org.srmap.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A published file on a real server on the loopback interface that behaves in every wrong way, and stores that pull it. */
@Timeout(60)
abstract class PublishedFile {
    static final int SIZE = 300_000;

    @TempDir
    Path folder;

    final byte[] content = new byte[SIZE];
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server;
    ModelStore.Entry entry;

    /** What the server does. */
    interface Behaviour {
        void answer(HttpExchange exchange, int from) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(content);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        String digits = HexFormat.of().formatHex(digest).substring(0, 8);
        entry = new ModelStore.Entry("resnet18", "resnet18-" + digits + ".pth", 1);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    void serve(Behaviour behaviour) {
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
    Behaviour honest(int most) {
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

    void write(HttpExchange exchange, int from, int count) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(content, from, count);
        out.flush();
    }

    static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/models/";
    }

    ModelStore store(String address, Map<String, String> environment, long most) {
        Download.Limits limits = new Download.Limits(most, 4, Duration.ofMillis(1), Duration.ofMillis(800));
        return new ModelStore(folder.resolve("cache"), URI.create(address), List.of(entry), environment, limits);
    }

    ModelStore store() {
        return store(address(), Map.of(), 1 << 20);
    }

    void pullsTheFile(ModelStore store) throws IOException {
        Path file = store.pull("resnet18", ModelStore.Progress.NONE);
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        assertThat(file).isEqualTo(store.find("resnet18"));
        assertThat(names()).containsExactlyInAnyOrder(entry.file(), entry.file() + ".json");
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.map(f -> String.valueOf(f.getFileName())).toList();
        }
    }

    void failsWith(ModelStore store, String... parts) {
        assertThatThrownBy(() -> store.pull("resnet18", ModelStore.Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
        assertThat(store.find("resnet18")).isNull();
    }
}
