package org.srmap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.srmap.web.TestServer.json;
import static org.srmap.web.TestServer.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or clumsy client sends is refused in a form that says why, and the server goes on. */
class SafetyTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        Limits limits = Limits.defaults().withUploadBytes(4 << 20).withPixels(20_000_000);
        server = new TestServer(ServerSettings.local().withLimits(limits));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void theServerGoesOn() throws Exception {
        assertThat(server.get("/api/health").statusCode()).isEqualTo(200);
        assertThat(server.failures).isEmpty();
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String detail) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).contains(detail);
    }

    @Test
    void tooManyBytes() throws Exception {
        refused(server.explain(new byte[5 << 20], "large.jpg", Map.of()), 413, "more than 4 MB");
    }

    @Test
    void tooManyBytesWithoutALengthBefore() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address("/api/explain"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()));
        refused(server.send(request), 400, "malformed");
        assertThat(raw("POST /api/explain HTTP/1.1\r\n"
                        + "Host: 127.0.0.1\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\n"
                        + "Content-Length: 1073741824\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void aPngOf10000By10000IsRefusedByItsHeader() throws Exception {
        refused(server.explain(HugePictures.png(10_000, 10_000), "bomb.png", Map.of()), 413, "100.0 megapixels");
    }

    @Test
    void noPicture() throws Exception {
        refused(server.explain(text("<svg onload='x'/>"), "photo.png", Map.of()), 415, "not a picture");
        refused(server.explain(new byte[0], "photo.png", Map.of()), 415, "empty");
        byte[] cut = java.util.Arrays.copyOf(TestServer.example("church"), 5000);
        refused(server.explain(cut, "photo.png", Map.of()), 415, "truncated");
    }

    @Test
    void noForm() throws Exception {
        refused(server.post("/api/explain", "application/json", text("{}")), 400, "multipart/form-data");
        refused(server.post("/api/explain", "multipart/form-data", text("x")), 400, "boundary");
        refused(server.post("/api/explain", "multipart/form-data; boundary=b", text("garbage")), 400, "malformed");
        String half = "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"x\"\r\n\r\nabc";
        refused(server.post("/api/explain", "multipart/form-data; boundary=b", text(half)), 400, "malformed");
        refused(server.explain(Map.of()), 400, "no photo");
    }

    @Test
    void formsWithManyPartsOrLongFields() throws Exception {
        Map<String, String> many = new java.util.HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("field" + i, "x");
        }
        refused(server.explain(many), 400, "malformed");
        refused(server.explain(Map.of("target", "x".repeat(10_000))), 400, "longer than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "/etc/passwd", "..%2f..%2fetc%2fpasswd", "file:///etc/passwd", "x.yaml"})
    void pathsAreNamesOfNothing(String path) throws Exception {
        refused(server.explain(Map.of("photo", path)), 410, "send it again");
        refused(server.explain(Map.of("photo", "church", "model", path)), 404, "no model of that name");
        refused(server.explain(Map.of("photo", "church", "lrp", path)), 400, "there is no method");
        refused(server.explain(Map.of("photo", "church", "target", path)), 400, "target");
        refused(server.explain(Map.of("photo", "church", "initial", path)), 400, "initial");
        String encoded = java.net.URLEncoder.encode(path, StandardCharsets.UTF_8);
        for (String at : List.of("/page/", "/api/photos/", "/api/results/", "/api/results/x/")) {
            assertThat(server.get(at + encoded).statusCode()).isBetween(400, 410);
        }
        String shown = json(server.explain(TestServer.example("church"), path, Map.of()))
                .path("input")
                .asText();
        assertThat(shown).doesNotContain("/");
    }

    @Test
    void parametersThatAskForAllMemoryAreRefused() throws Exception {
        refused(server.explain(Map.of("photo", "church", "lrp", "rise:batch=4096")), 400, "batch");
        String edits = "[{\"kind\":\"erase\",\"region\":[0,0,1e300,0,0,1]}]";
        refused(server.post("/api/photos/church/edits", "application/json", text(edits)), 400, "numbers up to");
        refused(server.post("/api/photos/church/edits", "application/json", text("[".repeat(5000))), 400, "JSON");
    }

    @Test
    void onlyOwnHostsAndOwnPages() throws Exception {
        assertThat(raw("GET /api/models HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        HttpRequest.Builder foreign =
                HttpRequest.newBuilder(server.address("/api/models")).header("Origin", "https://elsewhere.example");
        refused(server.send(foreign), 403, "other web pages");
        HttpRequest.Builder site =
                HttpRequest.newBuilder(server.address("/api/models")).header("Sec-Fetch-Site", "cross-site");
        refused(server.send(site), 403, "other web pages");
    }

    @Test
    void brokenHttpIsAnsweredInTheSameForm() throws Exception {
        String answer = raw("GARBAGE\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("Jetty");
        refused(server.get("/nothing/here"), 404, "openapi");
        refused(
                server.send(
                        HttpRequest.newBuilder(server.address("/api/models")).DELETE()),
                405,
                "openapi");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text(request));
            socket.getOutputStream().flush();
            byte[] answer = new byte[4096];
            int read = socket.getInputStream().readNBytes(answer, 0, 1);
            int more = Math.max(0, socket.getInputStream().read(answer, 1, answer.length - 1));
            return new String(answer, 0, read + more, StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSlowUploadIsCutOff() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(text("POST /api/explain HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"));
            CompletableFuture<Void> drip = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        socket.getOutputStream().write('x');
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException e) {
                    return; // cut off
                }
            });
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 408");
            drip.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aFullQueueSaysWhenToComeAgain() throws Exception {
        Limits limits = Limits.defaults().withQueue(1).withTime(Duration.ofSeconds(3));
        try (TestServer small = new TestServer(ServerSettings.local().withLimits(limits))) {
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String lrp = "rise:masks=100000,seed=" + i;
                answers.add(CompletableFuture.supplyAsync(() -> slow(small, lrp)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
                HttpResponse<byte[]> one = answer.get(60, TimeUnit.SECONDS);
                statuses.add(one.statusCode());
                if (one.statusCode() == 503) {
                    assertThat(one.headers().firstValue("Retry-After")).isPresent();
                }
            }
            assertThat(statuses).contains(503, 504).isSubsetOf(503, 504);
            assertThat(isIdleSoon(small)).isTrue();
        }
    }

    private static HttpResponse<byte[]> slow(TestServer at, String lrp) {
        try {
            return at.explain(Map.of("photo", "church", "lrp", lrp));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workStopsWhenTheClientGoesAway() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\nchurch\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"lrp\"\r\n\r\nrise:masks=100000\r\n--b--\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.getOutputStream()
                    .write(text("POST /api/explain HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + form.length()
                            + "\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n" + form));
            for (int i = 0; i < 100 && !metrics(server).contains("srmap_queue_running 1\n"); i++) {
                Thread.sleep(50);
            }
            assertThat(metrics(server)).contains("srmap_queue_running 1\n");
        }
        assertThat(isIdleSoon(server)).isTrue();
    }

    /** Whether nothing is computed any more within ten seconds; the work itself would take many minutes. */
    private static boolean isIdleSoon(TestServer at) throws Exception {
        for (int i = 0; i < 100; i++) {
            if (metrics(at).contains("srmap_queue_running 0\n")) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }

    private static String metrics(TestServer at) throws Exception {
        return new String(at.get("/api/metrics").body(), StandardCharsets.UTF_8);
    }

    @Test
    void aTokenIsNeededEverywhereButForHealth() throws Exception {
        String token = "0123456789abcdef";
        try (TestServer guarded = new TestServer(ServerSettings.local().withToken(token))) {
            refused(guarded.get("/api/models"), 401, "Bearer");
            refused(guarded.get("/"), 401, "token");
            refused(guarded.get("/?token=0123456789abcdeX"), 401, "token");
            assertThat(guarded.get("/api/health").statusCode()).isEqualTo(200);
            HttpRequest.Builder bearer =
                    HttpRequest.newBuilder(guarded.address("/api/models")).header("Authorization", "Bearer " + token);
            assertThat(guarded.send(bearer).statusCode()).isEqualTo(200);
            HttpResponse<byte[]> opened = guarded.get("/?token=" + token);
            assertThat(opened.statusCode()).isEqualTo(303);
            String cookie = opened.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
            HttpRequest.Builder page = HttpRequest.newBuilder(guarded.address("/"))
                    .header("Cookie", cookie.substring(0, cookie.indexOf(';')));
            assertThat(guarded.send(page).statusCode()).isEqualTo(200);
        }
    }
}
