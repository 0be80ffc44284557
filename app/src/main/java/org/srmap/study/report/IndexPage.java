package org.srmap.study.report;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.srmap.page.Html;
import org.srmap.page.Svg;
import org.srmap.study.read.Findings;
import org.srmap.study.read.Gallery;
import org.srmap.study.read.MeanMap;
import org.srmap.study.read.Measure;
import org.srmap.study.read.RowFilter;
import org.srmap.study.read.RowOrder;

/** The page that everything is reached from. */
record IndexPage(ReportContext context, ClassPages classes) {
    private static final int FEW = 6;

    void write(String title, String photoNote) throws IOException {
        List<Findings.Accuracy> accuracy = context.run().accuracy();
        boolean judged = accuracy.stream().anyMatch(a -> a.judged() > 0);
        Html html = new Html();
        lead(html, accuracy);
        accuracy(html, accuracy);
        if (judged && context.models().size() > 1) {
            new DisagreementSection(context).add(html);
        }
        attention(html);
        if (context.run().outside().stream().anyMatch(o -> o.preset().equals(context.preset()))) {
            outside(html);
        }
        extremes(html);
        classTable(html);
        about(html, accuracy, photoNote);
        context.pages().write("index.html", title, List.of(), html);
    }

    private void lead(Html html, List<Findings.Accuracy> accuracy) throws IOException {
        html.open("p", "class", "lead")
                .text(Html.count(context.places().size()) + " photos, "
                        + (context.models().size() == 1
                                ? "one model"
                                : context.models().size() + " models"));
        html.text(", attention by ").foreign(context.preset()).text(".");
        if (!context.run().info().finished()) {
            html.text(" The study is not finished: these are the rows so far.");
        }
        html.close("p");
        html.open("nav", "class", "jump", "aria-label", "On this page");
        html.element("a", "Accuracy", "href", "#accuracy");
        if (context.models().size() > 1 && accuracy.stream().anyMatch(a -> a.judged() > 0)) {
            html.element("a", "Disagreements", "href", "#disagreements");
        }
        html.element("a", "Attention", "href", "#attention");
        html.element("a", "Extremes", "href", "#extremes");
        if (!context.labels().isEmpty()) {
            html.element("a", "Classes", "href", "#classes");
        }
        html.element("a", "All rows", "href", ReportContext.rowPage(0)).close("nav");
    }

    private void accuracy(Html html, List<Findings.Accuracy> accuracy) {
        section(html, "accuracy", "Accuracy");
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (String head : List.of("Model", "Top 1", "", "Top 5", "Mean of classes", "Right", "Judged", "Failed")) {
            if (head.isEmpty()) {
                html.open("td").close("td");
            } else {
                html.element("th", head, "scope", "col");
            }
        }
        html.close("tr").close("thead").open("tbody");
        for (Findings.Accuracy a : accuracy) {
            html.open("tr").open("th", "scope", "row").foreign(a.model()).close("th");
            html.element("td", Html.percent(a.top1()), "class", "n strong");
            html.open("td", "class", "bars")
                    .add(Svg.bar(a.top1() == null ? 0 : a.top1()))
                    .close("td");
            html.element("td", Html.percent(a.top5()), "class", "n");
            html.element("td", Html.percent(a.meanClass()), "class", "n");
            html.element("td", Html.count(a.right()), "class", "n");
            html.element("td", Html.count(a.judged()), "class", "n");
            html.element("td", Html.count(a.failed()), "class", "n");
            html.close("tr");
        }
        html.close("tbody").close("table").close("div");
        for (Findings.Accuracy a : accuracy) {
            long open = a.photos() - a.failed() - a.judged();
            if (open > 0) {
                html.open("p", "class", "about")
                        .text(Html.count(open) + " of " + Html.count(a.photos())
                                + " photos have no label that is a class of ")
                        .foreign(a.model())
                        .text(": it is neither right nor wrong about them.")
                        .close("p");
            }
        }
        html.close("section");
    }

    private Html cards(List<String> files) throws IOException {
        return new PhotoCards(context).of(files, "", file -> null);
    }

    private void attention(Html html) throws IOException {
        List<Findings.Habit> habits = context.run().habits().stream()
                .filter(h -> h.preset().equals(context.preset()))
                .toList();
        boolean objects = habits.stream().anyMatch(h -> h.inside() != null);
        section(html, "attention", "Where they look");
        html.open("div", "class", "wide").open("table").open("caption");
        html.text("Means over photos with ")
                .foreign(context.preset())
                .close("caption")
                .open("thead")
                .open("tr");
        for (String head :
                List.of("Model", "When it is", "Photos", "Spread", "Areas", "Of the picture", "Of the relevance")) {
            html.element("th", head, "scope", "col");
        }
        if (objects) {
            html.element("th", "On the object", "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (String model : context.models()) {
            habits.stream().filter(h -> h.model().equals(model)).forEach(h -> habit(html, h, objects));
        }
        html.close("tbody").close("table").close("div");
        html.open("p", "class", "legend")
                .element("span", "right", "class", "key right")
                .element("span", "wrong", "class", "key wrong")
                .text("each as shares of its own photos")
                .close("p");
        for (Measure measure : Measure.values()) {
            plots(html, measure);
        }
        html.close("section");
    }

    private static void habit(Html html, Findings.Habit h, boolean objects) {
        html.open("tr").open("th", "scope", "row").foreign(h.model()).close("th");
        html.element("td", h.correct() == null ? "not known" : h.correct() ? "right" : "wrong");
        html.element("td", Html.count(h.photos()), "class", "n");
        html.element("td", Html.number(h.spread()), "class", "n");
        html.element("td", Html.number(h.areas()), "class", "n");
        html.element("td", Html.percent(h.areaShare()), "class", "n");
        html.element("td", Html.percent(h.relevanceShare()), "class", "n");
        if (objects) {
            html.element("td", Html.percent(h.inside()), "class", "n");
        }
        html.close("tr");
    }

    private void plots(Html html, Measure measure) throws IOException {
        List<Gallery.Histogram> all = context.gallery().histograms(measure, context.preset(), Histograms.BINS);
        if (all.isEmpty()) {
            return;
        }
        html.element("h3", measure.title()).open("div", "class", "plots");
        for (String model : context.models()) {
            html.add(Histograms.of(
                    model,
                    measure,
                    all.stream().filter(h -> h.model().equals(model)).toList()));
        }
        html.close("div");
    }

    private void outside(Html html) throws IOException {
        section(html, "outside", "Attention off the object");
        html.element(
                "p",
                "Right, although most of the attention lies outside the object's box or mask: the model may"
                        + " recognise the class by its surroundings.",
                "class",
                "about");
        for (String model : context.models()) {
            RowFilter right = RowFilter.all().of(model, context.preset()).correct(true);
            List<String> files = context.gallery().extremes(right, RowOrder.By.INSIDE, false, FEW);
            if (!files.isEmpty()) {
                html.open("h3").foreign(model).close("h3").add(cards(files));
            }
        }
        html.open("h3").text("Classes whose attention leaves the object most").close("h3");
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        for (String head : List.of("Class", "Model", "On the object", "Mostly outside", "Photos")) {
            html.element("th", head, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        context.run().outside().stream()
                .filter(o -> o.preset().equals(context.preset()))
                .limit(12)
                .forEach(o -> {
                    html.open("tr")
                            .open("th", "scope", "row")
                            .open("a", "href", context.classPage(o.label()))
                            .foreign(context.name(o.label()))
                            .close("a")
                            .close("th");
                    html.open("td").foreign(o.model()).close("td");
                    html.element("td", Html.percent(o.inside()), "class", "n");
                    html.element("td", Html.count(o.mostlyOutside()), "class", "n");
                    html.element("td", Html.count(o.photos()), "class", "n").close("tr");
                });
        html.close("tbody").close("table").close("div").close("section");
    }

    private void extremes(Html html) throws IOException {
        section(html, "extremes", "Most and least concentrated attention");
        for (String model : context.models()) {
            RowFilter of = RowFilter.all().of(model, context.preset());
            for (boolean largest : new boolean[] {false, true}) {
                List<String> files = context.gallery().extremes(of, RowOrder.By.SPREAD, largest, FEW);
                html.open("h3")
                        .foreign(model)
                        .text(largest ? ", least concentrated" : ", most concentrated")
                        .close("h3");
                html.add(cards(files));
            }
        }
        html.close("section");
    }

    private void classTable(Html html) throws IOException {
        if (context.labels().isEmpty()) {
            return;
        }
        section(html, "classes", "Classes");
        html.element(
                "p",
                "What each model has learned to look at: its mean SR map over all photos of a class.",
                "class",
                "about");
        html.open("div", "class", "wide").open("table").open("thead").open("tr").element("th", "Class", "scope", "col");
        html.element("th", "Photos", "scope", "col");
        for (String model : context.models()) {
            html.open("th", "scope", "col", "colspan", "2").foreign(model).close("th");
        }
        html.close("tr").close("thead").open("tbody");
        for (String label : context.labels()) {
            html.open("tr")
                    .open("th", "scope", "row")
                    .open("a", "href", context.classPage(label))
                    .foreign(context.fullName(label))
                    .close("a")
                    .close("th");
            html.element("td", Html.count(classes.photos(label)), "class", "n");
            for (String model : context.models()) {
                meanCell(html, label, model);
                html.element("td", Html.percent(classes.accuracy(label, model)), "class", "n");
            }
            html.close("tr");
        }
        html.close("tbody").close("table").close("div").close("section");
    }

    private void meanCell(Html html, String label, String model) throws IOException {
        @Nullable MeanMap map = classes.map(label, model);
        html.open("td", "class", "tiny");
        if (map != null) {
            html.open("img", "src", HeatPicture.alone(map.values()), "width", "40", "height", "40", "alt", "");
        }
        html.close("td");
    }

    private void about(Html html, List<Findings.Accuracy> accuracy, String photoNote) throws IOException {
        section(html, "about", "About this study");
        html.open("dl");
        for (var model : context.run().info().models()) {
            html.open("dt").foreign(model.name()).close("dt");
            html.element(
                    "dd",
                    (model.input().isEmpty() ? "" : "input " + model.input() + ", ")
                            + (model.sha256().isEmpty() ? "no digest" : "SHA-256 " + model.sha256()));
        }
        html.element("dt", "Presets")
                .open("dd")
                .foreign(String.join(", ", context.run().presets()))
                .close("dd");
        html.element("dt", "Photos")
                .open("dd")
                .foreign(Objects.toString(context.run().info().data().place(), "not known"));
        html.close("dd");
        if (!photoNote.isEmpty()) {
            html.element("dt", "Note").open("dd").foreign(photoNote).close("dd");
        }
        html.close("dl");
        if (accuracy.stream().anyMatch(a -> a.failed() > 0)) {
            html.element("p", "What failed and why: srmap study query RUN --ask errors.");
        }
        html.element(
                "p",
                "SR maps in these pages are the rows' maps of 32 x 32 values. Any other question: srmap study"
                        + " query RUN \"SELECT ... FROM results\".");
        html.close("section");
    }

    /** Begins a section that can be linked to. */
    static void section(Html html, String id, String title) {
        html.open("section", "id", id, "aria-labelledby", id + "-title").element("h2", title, "id", id + "-title");
    }
}
