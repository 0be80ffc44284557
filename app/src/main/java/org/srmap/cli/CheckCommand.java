package org.srmap.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.srmap.ModelCheck;
import org.srmap.graph.Problem;
import org.srmap.lrp.Composite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap check}: what srmap makes of a model. */
@Command(
        name = "check",
        description =
                "Says what srmap makes of a model: input, classes, the rule of every layer, what is not supported.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 1 when something is not supported."})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "MODEL", description = "demo, or an ONNX file")
    private String name = "demo";

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--lrp",
            paramLabel = "PRESET|FILE",
            defaultValue = org.srmap.lrp.Presets.DEFAULT,
            description = "relevance rules to resolve [${DEFAULT-VALUE}]")
    private String lrp = org.srmap.lrp.Presets.DEFAULT;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @SuppressWarnings("unused") // read where failures are told
    @Option(names = "--verbose", description = "stack traces of errors")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        Composite composite = RelevanceOptions.composite(lrp);
        ModelCheck check = ModelCheck.of(model.load(name), composite);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(check));
        } else {
            print(check, out);
        }
        return check.problems().isEmpty() ? 0 : 1;
    }

    private static void print(ModelCheck check, PrintWriter out) {
        check.facts().forEach((key, value) -> out.printf("%-15s %s%n", key, value));
        if (!check.rows().isEmpty()) {
            int node = width(check.rows().stream().map(ModelCheck.Row::node).toList());
            int op = width(check.rows().stream().map(ModelCheck.Row::op).toList());
            int shape = width(check.rows().stream().map(ModelCheck.Row::shape).toList());
            out.println();
            String form = "%-" + node + "s  %-" + op + "s  %-" + shape + "s  %-9s  %s%n";
            out.printf(form, "node", "operator", "shape", "conserves", "rule");
            for (ModelCheck.Row row : check.rows()) {
                out.printf(form, row.node(), row.op(), row.shape(), row.conserves(), row.rule());
            }
        }
        if (!check.problems().isEmpty()) {
            out.println();
            out.println("Not supported:");
            for (Problem problem : check.problems()) {
                out.println("  " + problem);
            }
        }
        out.flush();
    }

    private static int width(List<String> texts) {
        return Math.max(8, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String asJson(ModelCheck check) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode();
        ObjectNode facts = root.putObject("model");
        for (Map.Entry<String, String> fact : check.facts().entrySet()) {
            facts.put(fact.getKey().replace(' ', '_'), fact.getValue());
        }
        check.rows().forEach(row -> root.withArray("nodes").addPOJO(row));
        root.putArray("problems");
        check.problems().forEach(problem -> root.withArray("problems").addPOJO(problem));
        root.put("supported", check.problems().isEmpty());
        return mapper.writeValueAsString(root);
    }
}
