package org.srmap.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.srmap.Model;
import org.srmap.Version;
import org.srmap.attribution.Methods;
import org.srmap.rule.Presets;
import org.srmap.study.read.StudyRun;

/** The web server of {@code srmap serve}: answers until it is closed. */
public final class WebServer implements AutoCloseable {
    private static final int THREADS = 160;
    private static final int IDLE_MILLIS = 20_000;

    private final Javalin javalin;
    private final Rooms rooms;
    private final IdleConnections idle;

    private WebServer(Javalin javalin, Rooms rooms) {
        this.javalin = javalin;
        this.rooms = rooms;
        idle = new IdleConnections(javalin.jettyServer().server(), Duration.ofMillis(IDLE_MILLIS));
    }

    /**
     * Starts a server.
     *
     * @param models what it explains with, the default first; the first is compiled at once
     * @param study what its second view shows, stays the caller's to close; null: nothing
     * @param log where failures of the server itself go
     * @throws org.srmap.graph.ModelException when the first model cannot be explained
     * @throws IllegalArgumentException when the port is taken or the host is none of this machine
     */
    public static WebServer start(
            ServerSettings settings, List<Model> models, @Nullable StudyRun study, Consumer<Throwable> log) {
        Limits limits = settings.limits();
        Rooms rooms = new Rooms(
                new Models(models),
                new Explainers(limits.explainers(), settings.threads()),
                new Photos(limits.cacheBytes(), limits.pixels()),
                new Results(limits.cacheBytes()),
                new WorkQueue(limits.workers(), limits.queue(), limits.time()),
                new Upload(limits.uploadBytes(), limits.cacheBytes()),
                new Metrics(),
                limits,
                study == null
                        ? null
                        : new Rooms.Study(
                                study, new StudyPhotos(study.info().data().place())));
        try {
            rooms.explainers()
                    .lease(rooms.models().named(null), Methods.named(Presets.DEFAULT), null)
                    .close();
            Javalin javalin = Javalin.create(config -> {
                configure(config, settings, rooms, log);
                Rooms.Study shown = rooms.study();
                if (shown != null) {
                    new StudyApi(shown.run(), shown.photos(), rooms).routes(config);
                }
            });
            javalin.start(settings.host(), settings.port());
            return new WebServer(javalin, rooms);
        } catch (RuntimeException e) {
            rooms.close();
            throw e instanceof io.javalin.util.JavalinBindException || e instanceof io.javalin.util.JavalinException
                    ? new IllegalArgumentException(
                            "cannot listen at " + settings.host() + ":" + settings.port()
                                    + "; choose another --port or --host",
                            e)
                    : e;
        }
    }

    private static void configure(JavalinConfig config, ServerSettings settings, Rooms rooms, Consumer<Throwable> log) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = settings.limits().uploadBytes();
        config.jetty.threadPool = new QueuedThreadPool(THREADS, 4, IDLE_MILLIS);
        config.jetty.modifyHttpConfiguration(WebServer::http);
        config.jetty.modifyServer(server -> server.setErrorHandler(new PlainErrors()));
        routes(config, settings, rooms);
        config.routes.exception(Refusal.class, (e, context) -> e.answer(context));
        config.routes.exception(
                HttpResponseException.class,
                (e, context) -> new Refusal(e.getStatus(), e.getMessage() + "; see /api/openapi.json").answer(context));
        config.routes.exception(
                CancellationException.class, (e, context) -> new Refusal(499, "cancelled").answer(context));
        config.routes.exception(Exception.class, (e, context) -> {
            log.accept(e);
            new Refusal(500, "internal error; the server's log says more when it was started with --verbose")
                    .answer(context);
        });
    }

    private static void http(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setIdleTimeout(IDLE_MILLIS);
    }

    private static void routes(JavalinConfig config, ServerSettings settings, Rooms rooms) {
        Guard guard = new Guard(settings.host(), settings.token());
        Page page = new Page();
        ExplainApi explain = new ExplainApi(rooms);
        PhotoApi photos = new PhotoApi(rooms);
        config.routes.before(guard::check);
        config.routes.after(context -> rooms.metrics().answered(context.statusCode()));
        config.routes.get("/", page::index);
        config.routes.get("/page/<name>", page::asset);
        config.routes.get("/api/health", context -> health(context));
        config.routes.get(
                "/api/metrics",
                context -> context.contentType("text/plain; version=0.0.4")
                        .result(rooms.metrics().text(rooms)));
        config.routes.get(
                "/api/models",
                context ->
                        Json.answer(context, rooms.models().json(rooms.photos().examples(), rooms.study() != null)));
        config.routes.get("/api/openapi.json", WebServer::openApi);
        config.routes.post("/api/explain", explain::explain);
        config.routes.get("/api/photos/{id}", photos::show);
        config.routes.post("/api/photos/{id}/edits", photos::edit);
        config.routes.get(
                "/api/results/{id}",
                context -> Json.answer(
                        context, rooms.results().get(context.pathParam("id")).json()));
        config.routes.get("/api/results/{id}/{map}", context -> map(context, rooms.results()));
    }

    private static void health(Context context) {
        var json = Json.object();
        json.put("status", "ok");
        json.put("srmap", Version.srmap());
        Json.answer(context, json);
    }

    private static void openApi(Context context) {
        byte[] bytes = Photos.resource("openapi.json");
        context.contentType("application/json");
        context.result(bytes == null ? new byte[0] : bytes);
    }

    private static void map(Context context, Results results) {
        byte[] bytes = results.array(context.pathParam("id"), context.pathParam("map"));
        context.contentType("application/octet-stream");
        context.header("Cache-Control", "private, max-age=3600");
        context.result(bytes);
    }

    /** The port it listens at. */
    public int port() {
        return javalin.port();
    }

    /** Paths that it answers. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint.path)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        idle.close();
        javalin.stop();
        rooms.close();
    }
}
