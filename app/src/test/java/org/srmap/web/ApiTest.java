package org.srmap.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.srmap.web.TestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.Model;
import org.srmap.Target;
import org.srmap.image.Photo;
import org.srmap.npy.Npy;

class ApiTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void nothingFailedInside() {
        assertThat(server.failures).isEmpty();
    }

    @Test
    void anExplanationIsThatOfTheLibrary() throws Exception {
        HttpResponse<byte[]> answer =
                server.explain(TestServer.example("golf-ball"), "../../golf-ball.png", Map.of("target", "church"));
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = json(answer);
        Photo photo = Photo.read(Path.of("../examples/golf-ball.png"));
        try (Explainer explainer = Explainer.open(Model.demo(), ExplainerSettings.defaults())) {
            Explanation own = explainer.explain(photo, Target.parse("church"));
            assertThat(json.path("input").asText()).isEqualTo("golf-ball.png");
            assertThat(json.path("target").path("label").asText()).isEqualTo("church");
            assertThat(json.path("target").path("logit").asDouble())
                    .isCloseTo(own.target().logit(), within(1e-4));
            assertThat(json.path("areas").size())
                    .isEqualTo(own.salient().areas().size());
            JsonNode maps = json.path("maps");
            assertThat(map(maps.path("sr").asText()))
                    .containsExactly(own.salient().map().values(), within(1e-3f));
            assertThat(map(maps.path("relevance").asText()))
                    .containsExactly(own.relevance().values(), within(1e-3f));
            assertThat(map(maps.path("logits").asText())).containsExactly(own.logits(), within(1e-4f));
        }
    }

    private static float[] map(String path) throws Exception {
        HttpResponse<byte[]> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Npy.read(answer.body(), path).floats();
    }

    @Test
    void theSameQuestionIsComputedOnce() throws Exception {
        JsonNode first = json(server.explain(Map.of("photo", "parachute")));
        JsonNode second = json(server.explain(Map.of("photo", "parachute")));
        JsonNode third = json(server.explain(Map.of("photo", "parachute", "lrp", "epsilon")));
        assertThat(first.path("computed").asBoolean()).isTrue();
        assertThat(second.path("computed").asBoolean()).isFalse();
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(third.path("computed").asBoolean()).isTrue();
        JsonNode again = json(server.get("/api/results/" + first.path("id").asText()));
        assertThat(again.path("prediction")).isEqualTo(first.path("prediction"));
    }

    @Test
    void aClassAgainstAnotherStartsFromTheDifference() throws Exception {
        JsonNode json = json(server.explain(Map.of("photo", "church", "target", "church", "against", "parachute")));
        assertThat(json.path("initial").asText()).isEqualTo("difference");
        assertThat(json.path("target").path("label").asText()).isEqualTo("church");
    }

    @Test
    void anErasedBallSpeaksLessForAGolfBall() throws Exception {
        String ball = "[{\"kind\":\"erase\",\"region\":[200,100,620,100,620,480,200,480]}]";
        HttpResponse<byte[]> made =
                server.post("/api/photos/golf-ball/edits", "application/json", TestServer.text(ball));
        assertThat(made.statusCode()).isEqualTo(201);
        String copy = json(made).path("photo").asText();
        JsonNode before = json(server.explain(Map.of("photo", "golf-ball", "target", "golf ball")));
        JsonNode after = json(server.explain(Map.of("photo", copy, "target", "golf ball")));
        assertThat(after.path("target").path("logit").asDouble())
                .isLessThan(before.path("target").path("logit").asDouble() - 1);
        assertThat(server.get("/api/photos/" + copy).headers().firstValue("Content-Type"))
                .contains("image/png");
    }

    @Test
    void modelsHealthMetricsAndDescription() throws Exception {
        JsonNode models = json(server.get("/api/models"));
        assertThat(models.path("models").get(0).path("name").asText()).isEqualTo("demo");
        assertThat(models.path("models").get(0).path("labels").size()).isEqualTo(10);
        assertThat(models.path("presets").toString()).contains("\"epsilon-plus-flat\"");
        assertThat(json(server.get("/api/health")).path("status").asText()).isEqualTo("ok");
        assertThat(new String(server.get("/api/metrics").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("srmap_requests_total{status=\"200\"}")
                .contains("srmap_explain_seconds_count");
    }

    @Test
    void everyRouteIsDescribed() throws Exception {
        JsonNode described = json(server.get("/api/openapi.json")).path("paths");
        List<String> paths = new ArrayList<>();
        described.fieldNames().forEachRemaining(paths::add);
        List<String> routes = server.server.routes().stream()
                .filter(path -> path.startsWith("/api/"))
                .toList();
        assertThat(routes).isNotEmpty();
        assertThat(paths.stream().filter(path -> !path.startsWith("/api/study")).toList())
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void thePageAndItsPartsComeFromTheServer() throws Exception {
        HttpResponse<byte[]> page = server.get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'");
        HttpResponse<byte[]> part = server.get("/page/main.js");
        assertThat(part.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/javascript");
        String tag = part.headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder again =
                HttpRequest.newBuilder(server.address("/page/main.js")).header("If-None-Match", tag);
        assertThat(server.send(again).statusCode()).isEqualTo(304);
    }
}
