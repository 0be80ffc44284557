package org.srmap.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.srmap.Explainer;
import org.srmap.Explanation;
import org.srmap.InputItem;
import org.srmap.Model;
import org.srmap.Target;
import org.srmap.Targets;
import org.srmap.attribution.Method;
import org.srmap.attribution.Methods;
import org.srmap.graph.ModelException;
import org.srmap.model.Labels;
import org.srmap.rule.Initial;
import org.srmap.rule.Presets;

/** {@code POST /api/explain}: one class of one photo. */
final class ExplainApi {
    private final Models models;
    private final Explainers explainers;
    private final Photos photos;
    private final Results results;
    private final WorkQueue queue;
    private final Upload upload;
    private final Metrics metrics;

    ExplainApi(Rooms rooms) {
        models = rooms.models();
        explainers = rooms.explainers();
        photos = rooms.photos();
        results = rooms.results();
        queue = rooms.queue();
        upload = rooms.upload();
        metrics = rooms.metrics();
    }

    /**
     * What is asked, checked as far as that goes without computing.
     *
     * @param photo the photo
     * @param model the model
     * @param method how relevance is computed
     * @param target the class to explain
     * @param against the class to compare with; null: none
     * @param initial what relevance starts from; null: what the method is meant for
     */
    private record Asked(
            Photos.Stored photo,
            Model model,
            Method method,
            String target,
            @Nullable String against,
            @Nullable Initial initial) {
        Results.Question question() {
            return new Results.Question(
                    photo.id(),
                    model.name(),
                    method.name(),
                    target,
                    against == null ? "" : against,
                    initial == null ? "" : initial.id());
        }
    }

    void explain(Context context) {
        Upload.Form form = upload.form(context);
        Asked asked = asked(form);
        Results.Kept kept = results.find(asked.question());
        boolean computed = kept == null;
        if (kept == null) {
            long start = System.nanoTime();
            Explanation explanation = queue.run(() -> compute(asked), Client.gone(context));
            metrics.explained((System.nanoTime() - start) / 1e9);
            kept = results.add(asked.question(), explanation);
        }
        ObjectNode json = kept.json();
        json.put("computed", computed);
        Json.answer(context, json);
    }

    private Asked asked(Upload.Form form) {
        Model model = models.named(form.text("model"));
        String lrp = form.text("lrp");
        String target = form.text("target");
        String against = form.text("against");
        Initial initial = initial(form.text("initial"), against);
        return new Asked(photo(form), model, method(lrp), target == null ? "top1" : target, against, initial);
    }

    private Photos.Stored photo(Upload.Form form) {
        Upload.Sent sent = form.files().get("photo");
        if (sent != null) {
            return photos.add(sent.name(), sent.bytes(), List.of());
        }
        String id = form.text("photo");
        if (id == null) {
            throw new Refusal(400, "the form has no photo; send a file, or the id of a photo that you sent before");
        }
        return photos.get(id);
    }

    private static Method method(@Nullable String name) {
        if (name != null && (name.length() > 200 || name.contains("batch="))) {
            throw new Refusal(400, "lrp: a method's name with parameters other than batch is needed");
        }
        try {
            return Methods.named(name == null ? Presets.DEFAULT : name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "lrp: " + e.getMessage());
        }
    }

    private static @Nullable Initial initial(@Nullable String name, @Nullable String against) {
        if (name == null) {
            return against == null ? null : Initial.DIFFERENCE;
        }
        return Arrays.stream(Initial.values())
                .filter(i -> i != Initial.VECTOR && i.id().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Refusal(400, "initial: logit, one, probability or difference"));
    }

    private Explanation compute(Asked asked) {
        try (Explainers.Lease lease = explainers.lease(asked.model(), asked.method(), asked.initial())) {
            Explainer explainer = lease.explainer();
            Targets targets = targets(asked, explainer.labels());
            requireWanted();
            InputItem input =
                    photos.input(asked.photo(), explainer, asked.model().name());
            requireWanted();
            return explainer.explain(List.of(input), targets).get(0).get(0);
        } catch (ModelException | IllegalArgumentException e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            throw new Refusal(
                    413,
                    "not enough memory for this photo and model; scale the photo down, or start the server"
                            + " with more memory (SRMAP_JAVA_OPTS=-Xmx8g)");
        }
    }

    private static Targets targets(Asked asked, Labels labels) {
        Target target = target("target", asked.target(), labels);
        String against = asked.against();
        Targets targets = Targets.of(List.of(target));
        return against == null ? targets : targets.against(target("against", against, labels));
    }

    private static Target target(String field, String text, Labels labels) {
        try {
            Target target = Target.parse(text);
            target.in(labels);
            return target;
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, field + ": " + e.getMessage());
        }
    }

    /** Stops work that was given up. */
    private static void requireWanted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }
}
