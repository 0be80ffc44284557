package org.srmap.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Explanation;
import org.srmap.ExplanationJson;
import org.srmap.Model;
import org.srmap.ModelCheck;
import org.srmap.attribution.Method;
import org.srmap.cli.options.MethodOption;
import org.srmap.cli.options.ModelArgument;
import org.srmap.cli.options.TargetList;
import org.srmap.cli.options.TargetOption;
import org.srmap.cli.terminal.OptionGroup;
import org.srmap.graph.Problem;
import org.srmap.image.Photo;
import org.srmap.model.Labels;
import org.srmap.rule.RuleJson;
import org.srmap.rule.RuleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code srmap check}: how srmap reads a model. */
@Command(
        name = "check",
        description = "Shows how srmap reads a model: input, classes, the rule of every layer, what is not supported.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With --photo it also prints the ledger of relevance: for every node what came in, what went out,",
            "and what the bias, the stabilizer, or a rule that does not conserve took.",
            "",
            "Exit code 1 when something is not supported."
        })
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ModelArgument model = new ModelArgument();

    @Mixin
    private MethodOption rules = new MethodOption();

    @Option(
            names = "--photo",
            paramLabel = "PHOTO",
            description = "explain this photo and show, node by node, where its relevance went")
    @OptionGroup("Ledger of a photo")
    private @Nullable Path photo;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Method method = rules.method();
        TargetList wanted = target.read(photo == null ? List.of() : List.of(photo));
        Model loaded = model.load();
        ModelCheck check = ModelCheck.of(loaded, method.composite());
        Explanation explanation =
                photo == null || !check.problems().isEmpty() ? null : explain(loaded, method, photo, wanted);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(check, explanation));
        } else {
            print(check, out);
            if (explanation != null) {
                out.println();
                out.print(LedgerTable.of(explanation));
            }
            out.flush();
        }
        return check.problems().isEmpty() ? 0 : 1;
    }

    private Explanation explain(Model loaded, Method method, Path file, TargetList wanted) throws IOException {
        ExplainerSettings settings = ExplainerSettings.defaults()
                .withMethod(method)
                .withPrecision(rules.precision())
                .withSaliency(null)
                .withLedger(true)
                .withProof(false);
        try (Explainer explainer = Explainer.open(loaded, settings)) {
            Labels labels = explainer.labels();
            wanted.check(labels);
            return explainer.explain(Photo.read(file), wanted.of(file, labels).get(0));
        }
    }

    private static void print(ModelCheck check, PrintWriter out) {
        check.facts().forEach((key, fact) -> {
            String name = key;
            for (String line : fact.text().split("\n")) {
                out.printf("%-15s %s%n", name, line);
                name = "";
            }
        });
        if (!check.rows().isEmpty()) {
            int node = width(check.rows().stream().map(ModelCheck.Row::node).toList());
            int op = width(check.rows().stream().map(ModelCheck.Row::op).toList());
            int shape = width(check.rows().stream().map(ModelCheck.Row::shape).toList());
            out.println();
            String form = "%-" + node + "s  %-" + op + "s  %-" + shape + "s  %-9s  %s%n";
            out.printf(form, "node", "operator", "shape", "conserves", "rule");
            for (ModelCheck.Row row : check.rows()) {
                out.printf(form, row.node(), row.op(), row.shape(), row.conserves(), RuleText.of(row.rule()));
            }
        }
        out.println();
        if (check.problems().isEmpty()) {
            out.println("Supported: every node has a rule.");
        } else {
            out.println("Not supported:");
            for (Problem problem : check.problems()) {
                out.println("  " + problem);
            }
        }
    }

    private static int width(List<String> texts) {
        return Math.max(8, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String asJson(ModelCheck check, @Nullable Explanation explanation) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        ObjectNode facts = root.putObject("model");
        check.facts().forEach((name, fact) -> facts.set(name.replace(' ', '_'), fact.json()));
        for (ModelCheck.Row row : check.rows()) {
            ObjectNode node = root.withArray("nodes").addObject();
            node.put("node", row.node()).put("op", row.op()).put("shape", row.shape());
            node.setAll(RuleJson.write(row.rule()));
            node.put("conserves", row.conserves());
        }
        root.putArray("problems");
        check.problems().forEach(problem -> root.withArray("problems").addPOJO(problem));
        root.put("supported", check.problems().isEmpty());
        if (explanation != null) {
            root.set("target", ExplanationJson.score(explanation.target()));
            root.set("conservation", ExplanationJson.conservation(explanation.conservation()));
        }
        return mapper.writeValueAsString(root);
    }
}
