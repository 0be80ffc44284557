package org.srmap.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.srmap.Explanation;
import org.srmap.ExplanationJson;
import org.srmap.SalientRelevance;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;

/** Explanations that were computed, as long as there is room. */
final class Results {
    private static final int MOST_QUESTIONS = 10_000;

    private final BoundedCache<String, Kept> byId;
    private final BoundedCache<Question, String> byQuestion = new BoundedCache<>(MOST_QUESTIONS, id -> 1);

    Results(long maxBytes) {
        byId = new BoundedCache<>(maxBytes, Kept::bytes);
    }

    /**
     * What was asked; the same question gives the same answer.
     *
     * @param photo id of the photo
     * @param model name of the model
     * @param method with parameters
     * @param target the class to explain
     * @param against the other class
     * @param initial what relevance starts from
     */
    record Question(String photo, String model, String method, String target, String against, String initial) {}

    /** An explanation with its name. */
    record Kept(String id, Question question, Explanation explanation) {
        long bytes() {
            SalientRelevance salient = explanation.salient();
            long floats = (long) explanation.relevance().values().length
                    + explanation.logits().length
                    + (salient == null ? 0 : salient.map().pixels());
            return 4 * floats + 50_000;
        }

        ObjectNode json() {
            ObjectNode json = ExplanationJson.of(explanation);
            json.put("id", id);
            json.put("photo", question.photo());
            Geometry g = explanation.geometry();
            ObjectNode toPhoto = ((ObjectNode) json.get("geometry")).putObject("input_to_photo");
            toPhoto.putArray("scale").add(g.scaleX()).add(g.scaleY());
            toPhoto.putArray("offset").add(g.offsetX()).add(g.offsetY());
            ObjectNode maps = json.putObject("maps");
            String at = "/api/results/" + id + "/";
            if (explanation.salient() != null) {
                maps.put("sr", at + "sr.npy");
            }
            maps.put("relevance", at + "relevance.npy");
            maps.put("logits", at + "logits.npy");
            return json;
        }
    }

    Kept add(Question question, Explanation explanation) {
        Kept kept = new Kept(Ids.random(), question, explanation);
        byId.put(kept.id(), kept);
        byQuestion.put(question, kept.id());
        return kept;
    }

    @org.jspecify.annotations.Nullable
    Kept find(Question question) {
        String id = byQuestion.get(question);
        return id == null ? null : byId.get(id);
    }

    /**
     * An explanation by its name.
     *
     * @throws Refusal when it is not here, or not any more
     */
    Kept get(String id) {
        Kept kept = byId.get(id);
        if (kept == null) {
            throw new Refusal(410, "the server no longer has this result; send POST /api/explain again");
        }
        return kept;
    }

    /** A map as an array file. */
    byte[] array(String id, String name) {
        Explanation e = get(id).explanation();
        PixelMap relevance = e.relevance();
        SalientRelevance salient = e.salient();
        if (name.equals("sr.npy") && salient != null) {
            return Npy.float32(
                    salient.map().values(),
                    salient.map().height(),
                    salient.map().width());
        }
        return switch (name) {
            case "relevance.npy" ->
                Npy.float32(relevance.values(), relevance.channels(), relevance.height(), relevance.width());
            case "logits.npy" -> Npy.float32(e.logits(), e.logits().length);
            default -> throw new Refusal(404, "choose from sr.npy, relevance.npy and logits.npy");
        };
    }

    int count() {
        return byId.count();
    }

    long bytes() {
        return byId.used();
    }
}
