package org.srmap.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.study.read.StudyRun;

/** A server with the demo model, and ways to ask it. */
final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "----test-boundary";

    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestServer(ServerSettings settings) {
        this(settings, null);
    }

    TestServer(ServerSettings settings, @Nullable StudyRun study) {
        server = WebServer.start(settings, List.of(Model.demo()), study, failures::add);
    }

    TestServer() {
        this(ServerSettings.local());
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(90)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path)));
    }

    /** Asks with a photo file and text fields. */
    HttpResponse<byte[]> explain(byte[] photo, String name, Map<String, String> fields)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + name
                + "\"\r\n\r\n"));
        body.write(photo);
        body.write(text("\r\n"));
        return form(body, fields);
    }

    /** Asks about a photo that the server has. */
    HttpResponse<byte[]> explain(Map<String, String> fields) throws IOException, InterruptedException {
        return form(new ByteArrayOutputStream(), fields);
    }

    private HttpResponse<byte[]> form(ByteArrayOutputStream body, Map<String, String> fields)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            body.write(text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                    + "\"\r\n\r\n" + field.getValue() + "\r\n"));
        }
        body.write(text("--" + BOUNDARY + "--\r\n"));
        return post("/api/explain", "multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    HttpResponse<byte[]> post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] example(String name) throws IOException {
        return java.nio.file.Files.readAllBytes(java.nio.file.Path.of("..", "examples", name + ".png"));
    }

    @Override
    public void close() {
        server.close();
    }
}
