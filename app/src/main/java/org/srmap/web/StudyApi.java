package org.srmap.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.srmap.study.read.ResultRow;
import org.srmap.study.read.RowFilter;
import org.srmap.study.read.RowPage;
import org.srmap.study.read.RunException;
import org.srmap.study.read.RunInfo;
import org.srmap.study.read.StudyRun;

/** {@code /api/study/...}: a whole study, read-only and in parts. */
final class StudyApi {
    private static final int MOST_MISTAKES = 400;

    private final StudyRun run;
    private final StudyPhotos files;
    private final Rooms rooms;
    private final Map<String, ObjectNode> means = new ConcurrentHashMap<>();

    StudyApi(StudyRun run, StudyPhotos files, Rooms rooms) {
        this.run = run;
        this.files = files;
        this.rooms = rooms;
    }

    void routes(JavalinConfig config) {
        Map<String, Handler> handlers = Map.of(
                "", this::about,
                "/classes", context -> Json.answer(context, StudyJson.of(run.classes())),
                "/confusion", this::confusion,
                "/rows", this::rows,
                "/disagreements", this::disagreements,
                "/means", this::means,
                "/photo", this::photo);
        handlers.forEach((path, handler) -> config.routes.get("/api/study" + path, handler));
        config.routes.post("/api/study/open", this::open);
    }

    private void about(Context context) throws Exception {
        RunInfo info = run.info();
        ObjectNode json = Json.object();
        json.put(
                "name", String.valueOf(run.folder().toAbsolutePath().normalize().getFileName()));
        json.put("items", info.items());
        json.put("finished", info.finished());
        json.set("models", StudyJson.of(run.models()));
        json.set("presets", StudyJson.of(run.presets()));
        json.set("labels", StudyJson.of(run.labels()));
        json.set("names", StudyJson.of(run.labelNames()));
        json.set("accuracy", StudyJson.of(run.accuracy()));
        json.set("habits", StudyJson.of(run.habits()));
        ObjectNode served = json.putObject("served"); // which model of this server has the bytes of one of the study
        for (RunInfo.RunModel model : info.models()) {
            rooms.models().all().stream()
                    .filter(m -> m.sha256().equals(model.sha256()))
                    .findFirst()
                    .ifPresent(m -> served.put(model.name(), m.name()));
        }
        Json.answer(context, json);
    }

    private void confusion(Context context) throws Exception {
        StudyQuery query = new StudyQuery(context);
        Json.answer(context, StudyJson.of(run.confusion(query.needed("model"), MOST_MISTAKES)));
    }

    private void rows(Context context) throws Exception {
        StudyQuery query = new StudyQuery(context);
        RowFilter filter = query.filter();
        RowPage page = run.rows(filter, query.order(), query.limit(), query.offset());
        ObjectNode json = Json.object();
        json.put("total", page.total());
        ArrayNode rows = json.putArray("rows");
        for (ResultRow row : page.rows()) {
            rows.add(row(row));
        }
        Json.answer(context, json);
    }

    private ObjectNode row(ResultRow row) throws RunException {
        float[] map = run.map(row.file(), row.model(), row.preset());
        return StudyJson.row(row, map).put("photo", files.has(row.file()));
    }

    private void disagreements(Context context) throws Exception {
        StudyQuery query = new StudyQuery(context);
        String right = query.needed("right");
        String wrong = query.needed("wrong");
        var found = run.disagreements(right, wrong, query.limit(), query.offset());
        String preset = query.needed("preset");
        ObjectNode json = Json.object();
        json.put("total", run.countDisagreements(right, wrong));
        ArrayNode rows = json.putArray("rows");
        for (var one : found) {
            ObjectNode row = rows.addObject();
            row.set("disagreement", StudyJson.of(one));
            ObjectNode maps = row.putObject("rows");
            for (ResultRow each : run.rowsOf(one.file())) {
                boolean asked = each.model().equals(right) || each.model().equals(wrong);
                if (asked && each.preset().equals(preset)) {
                    maps.set(each.model(), row(each));
                }
            }
        }
        Json.answer(context, json);
    }

    private void means(Context context) throws Exception {
        StudyQuery query = new StudyQuery(context);
        String model = query.needed("model");
        String preset = query.needed("preset");
        if (!run.models().contains(model) || !run.presets().contains(preset)) {
            throw new Refusal(404, "the study has no rows of that model and preset");
        }
        String key = model + "\n" + preset;
        ObjectNode known = means.get(key);
        if (known == null) {
            known = Json.object();
            ArrayNode all = known.putArray("means");
            run.meanMaps(RowFilter.all().of(model, preset)).forEach(mean -> all.add(StudyJson.mean(mean)));
            means.put(key, known);
        }
        Json.answer(context, known);
    }

    /** A small picture of a photo. */
    private void photo(Context context) {
        String file = new StudyQuery(context).needed("file");
        byte[] small = files.thumbnails().get(file);
        if (small == null) {
            small = rooms.queue().run(() -> thumbnail(file), Client.gone(context));
            files.thumbnails().put(file, small);
        }
        context.contentType("image/jpeg");
        context.header("Cache-Control", "private, max-age=3600");
        context.result(small);
    }

    private byte[] thumbnail(String file) {
        var stored = new Photos.Stored("", file, files.read(file), List.of());
        return Pictures.thumbnail(rooms.photos().decode(stored));
    }

    /** Takes a photo over from the data set, to be explained like one that was sent. */
    private void open(Context context) {
        String file = new StudyQuery(context).needed("file");
        String name = Upload.shownName(file);
        ObjectNode json = Json.object();
        json.put("photo", rooms.photos().add(name, files.read(file), List.of()).id());
        json.put("name", name);
        context.status(201);
        Json.answer(context, json);
    }
}
