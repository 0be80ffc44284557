package org.srmap.study.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.page.Html;
import org.srmap.page.Page;
import org.srmap.study.read.Findings;
import org.srmap.study.read.Gallery;
import org.srmap.study.read.MeanMap;
import org.srmap.study.read.RowFilter;

/** What each model has learned to look at, class by class. */
final class ClassPages {
    private static final int MANY = 200;

    private final ReportContext context;
    private final Map<String, List<MeanMap>> maps = new HashMap<>();
    private final Map<String, Map<String, Findings.ClassAccuracy>> accuracies = new HashMap<>();
    private final Map<String, Map<String, Findings.Outside>> outside = new HashMap<>();

    ClassPages(ReportContext context) throws IOException {
        this.context = context;
        for (MeanMap map : context.run().meanMaps(RowFilter.all())) {
            String label = map.label();
            if (label != null) {
                maps.computeIfAbsent(label, l -> new ArrayList<>()).add(map);
            }
        }
        for (Findings.ClassAccuracy c : context.run().classes()) {
            accuracies.computeIfAbsent(c.label(), l -> new HashMap<>()).put(c.model(), c);
        }
        for (Findings.Outside o : context.run().outside()) {
            if (o.preset().equals(context.preset())) {
                outside.computeIfAbsent(o.label(), l -> new HashMap<>()).put(o.model(), o);
            }
        }
    }

    /** Accuracy of each model for a label. */
    @Nullable
    Double accuracy(String label, String model) {
        Findings.ClassAccuracy of = accuracies.getOrDefault(label, Map.of()).get(model);
        return of == null ? null : of.accuracy();
    }

    /** Photos with a label. */
    long photos(String label) {
        return accuracies.getOrDefault(label, Map.of()).values().stream()
                .mapToLong(Findings.ClassAccuracy::photos)
                .max()
                .orElse(0);
    }

    /** The mean map of a model and label with the report's preset; null when there is none. */
    @Nullable
    MeanMap map(String label, String model) {
        return maps.getOrDefault(label, List.of()).stream()
                .filter(m -> m.model().equals(model) && m.preset().equals(context.preset()))
                .findFirst()
                .orElse(null);
    }

    void write(Runnable step) throws IOException {
        int each = context.labels().size() > MANY ? 4 : 8;
        Map<String, Gallery.Picks> picks = context.gallery().picks(each);
        for (int i = 0; i < context.labels().size(); i++) {
            String label = context.labels().get(i);
            write(i, picks.getOrDefault(label, new Gallery.Picks(List.of(), List.of())));
            step.run();
        }
    }

    private void write(int index, Gallery.Picks picks) throws IOException {
        String label = context.labels().get(index);
        Html html = new Html();
        html.element(
                "p",
                "Where each model looks in photos of this class, on average, and how well it knows it.",
                "class",
                "lead");
        html.open("div", "class", "means");
        for (String model : context.models()) {
            for (MeanMap map : maps.getOrDefault(label, List.of())) {
                if (map.model().equals(model)) {
                    mean(html, label, map);
                }
            }
        }
        html.close("div");
        photos(
                html,
                "Typical photos",
                "The most probable ones for the models together, all of them right.",
                picks.typical());
        photos(html, "Missed photos", "Wrong for at least one model, the least probable first.", picks.missed());
        html.add(neighbours(index));
        context.pages()
                .write(
                        context.classPage(label),
                        context.fullName(label),
                        List.of(new Page.Link("Study", "index.html"), new Page.Link("Classes", "index.html#classes")),
                        html);
    }

    private void photos(Html html, String title, String about, List<String> files) throws IOException {
        if (!files.isEmpty()) {
            html.element("h2", title).element("p", about, "class", "about");
            html.add(new PhotoCards(context).of(files, "../", file -> null));
        }
    }

    private void mean(Html html, String label, MeanMap map) throws IOException {
        html.open("figure", "class", "mean");
        html.open(
                "img",
                "src",
                HeatPicture.alone(map.values()),
                "width",
                "192",
                "height",
                "192",
                "alt",
                "Mean SR map of " + map.model() + " over " + map.photos() + " photos");
        html.open("figcaption").open("strong").foreign(map.model()).close("strong");
        if (context.run().presets().size() > 1) {
            html.open("span").foreign(map.preset()).close("span");
        }
        html.element("span", "mean SR map of " + Html.count(map.photos()) + (map.photos() == 1 ? " photo" : " photos"));
        Findings.ClassAccuracy accuracy =
                accuracies.getOrDefault(label, Map.of()).get(map.model());
        if (accuracy != null && accuracy.judged() > 0) {
            html.element(
                    "span",
                    Html.percent(accuracy.accuracy()) + " right (" + Html.count(accuracy.right()) + " of "
                            + Html.count(accuracy.judged()) + ")");
            if (accuracy.takenFor() != null) {
                html.open("span")
                        .text("else mostly ")
                        .foreign(accuracy.takenFor())
                        .close("span");
            }
        }
        Findings.Outside out = outside.getOrDefault(label, Map.of()).get(map.model());
        if (out != null && map.preset().equals(context.preset())) {
            html.element("span", Html.percent(out.inside()) + " of the attention on the object");
        }
        html.close("figcaption").close("figure");
    }

    private Html neighbours(int index) {
        Html html = new Html().open("nav", "class", "pager", "aria-label", "Classes");
        if (index > 0) {
            String before = context.labels().get(index - 1);
            html.open("a", "href", "../" + context.classPage(before))
                    .text("← ")
                    .foreign(context.name(before))
                    .close("a");
        }
        if (index + 1 < context.labels().size()) {
            String after = context.labels().get(index + 1);
            html.open("a", "href", "../" + context.classPage(after))
                    .foreign(context.name(after))
                    .text(" →")
                    .close("a");
        }
        return html.close("nav");
    }
}
