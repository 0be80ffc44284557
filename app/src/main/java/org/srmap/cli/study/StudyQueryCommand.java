package org.srmap.cli.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.OptionValue;
import org.srmap.cli.terminal.UsageException;
import org.srmap.study.read.Question;
import org.srmap.study.read.RunLimits;
import org.srmap.study.read.StudyRun;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code srmap study query}: questions about the rows of a study. */
@Command(
        name = "query",
        description = "Answers questions about a study: ready ones (--ask), or a statement in SQL.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Questions for --ask:",
            "  accuracy       how often each model is right",
            "  classes        accuracy of each model and class, the worst classes first",
            "  confusion      which classes the models confuse",
            "  disagreements  photos that model A gets right and B wrong (--models A,B)",
            "  concentrated   photos with the most concentrated attention",
            "  scattered      photos with the least concentrated attention",
            "  outside        classes whose attention leaves the object most (needs boxes)",
            "  habits         attention where a model is right and where it is wrong",
            "  errors         photos that could not be explained",
            "",
            "The rows are the table \"results\" (columns: \"DESCRIBE results\"). Each question is",
            "a view as well, disagreements('A', 'B') a function. Statements cannot change the",
            "study, and cannot read or write files.",
            "",
            "Examples:",
            "  srmap study query run --ask disagreements --models alexnet,vgg16",
            "  srmap study query run \"SELECT label, avg(spread) FROM results GROUP BY 1\"",
            "  srmap study query run \"SELECT * EXCLUDE sr FROM results\" --csv > rows.csv"
        })
final class StudyQueryCommand implements Callable<Integer> {
    private static final int MOST_TABLE_ROWS = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "RUN", description = "the folder that srmap study wrote")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SQL",
            description = "a statement in DuckDB's SQL; - reads it from standard input")
    private @Nullable String sql;

    @Option(names = "--ask", paramLabel = "QUESTION", description = "a ready question, see below")
    private @Nullable String ask;

    @Option(
            names = "--models",
            paramLabel = "A[,B]",
            split = ",",
            description = "with --ask: which models, comma-separated [all; disagreements: the study's first two]")
    private List<String> models = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "how many rows at most; 0: all [table: 40; --csv and --json: all]")
    private @Nullable Integer limit;

    @ArgGroup
    private @Nullable Form form;

    /** How rows are written. */
    static final class Form {
        @Option(names = "--csv", description = "write CSV instead of a table")
        private boolean csv;

        @Option(names = "--json", description = "write a JSON array of objects instead of a table")
        private boolean json;
    }

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1GB",
            description = "memory for the rows; beyond it DuckDB uses temporary files [${DEFAULT-VALUE}]")
    private String memory = "1GB";

    @Option(names = "--show-sql", description = "print the statement that a question becomes, to the error stream")
    private boolean showSql;

    @Override
    public Integer call() throws IOException {
        if (limit != null && limit < 0) {
            throw new UsageException("--limit " + limit + ": 0 (all) or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (StudyRun run = StudyRun.open(folder, limits())) {
            String statement = statement(run);
            if (showSql) {
                spec.commandLine().getErr().println("srmap: " + statement);
            }
            if (form == null) {
                table(run, statement, out);
            } else if (form.json) {
                AnswerJson json = new AnswerJson(out);
                run.sql(statement, most(Long.MAX_VALUE), 0, json);
                json.end();
            } else if (form.csv) {
                run.sql(statement, most(Long.MAX_VALUE), 0, new AnswerCsv(out));
            }
        }
        out.flush();
        return 0;
    }

    /** One row more than is shown tells whether there are more. */
    private void table(StudyRun run, String statement, PrintWriter out) throws IOException {
        long shown = Math.min(most(40), MOST_TABLE_ROWS);
        AnswerTable table = new AnswerTable(shown);
        run.sql(statement, shown + 1, 0, table);
        String nothing = ask == null
                ? "no rows"
                : Question.named(ask).map(Question::none).orElse("no rows");
        table.print(out, nothing);
    }

    private long most(long usual) {
        return limit == null ? usual : limit == 0 ? Long.MAX_VALUE : limit;
    }

    private RunLimits limits() {
        RunLimits usual = RunLimits.defaults();
        return OptionValue.read("--memory", () -> new RunLimits(memory, usual.spill(), usual.threads()));
    }

    private String statement(StudyRun run) throws IOException {
        if ((sql == null) == (ask == null)) {
            throw new UsageException(
                    sql == null
                            ? "no question given; use a statement in SQL, or --ask " + questions()
                            : "either a statement or --ask, not both");
        }
        if (ask == null) {
            return "-".equals(sql) ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : String.valueOf(sql);
        }
        Question question = Question.named(ask)
                .orElseThrow(() -> new UsageException("--ask " + ask + ": choose from " + questions()));
        List<String> there = run.models();
        for (String model : models) {
            if (!there.contains(model)) {
                throw new UsageException(
                        "--models " + model + ": no such model in this study; choose from " + String.join(", ", there));
            }
        }
        return question.sql(question == Question.DISAGREEMENTS ? pair(there) : models);
    }

    private List<String> pair(List<String> there) {
        List<String> pair = models.isEmpty() ? there.subList(0, Math.min(2, there.size())) : models;
        if (pair.size() != 2) {
            throw new UsageException(
                    there.size() < 2
                            ? "--ask disagreements: the study has one model only"
                            : "--models " + String.join(",", pair) + ": two are needed, the one that is right first");
        }
        return pair;
    }

    private static String questions() {
        return Arrays.stream(Question.values()).map(Question::id).collect(Collectors.joining(", "));
    }
}
