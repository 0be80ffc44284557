package org.srmap.cli.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.srmap.Conservation;
import org.srmap.Explanation;

/** The ledger of relevance as a table: for every node what came in, what went out, and where the rest went. */
final class LedgerTable {
    private static final String[] HEAD = {"node", "operator", "rule", "in", "out", "bias", "stabilizer", "rest"};
    private static final int TEXTS = 3;

    private LedgerTable() {}

    /** The table, with shares of the relevance that came in; several lines, each ended. */
    static String of(Explanation e) {
        Conservation c = e.conservation();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "relevance of %s by %s: %.6g at the logits (%s), %.6g at the pixels%s%n",
                e.target().label(),
                e.provenance().preset(),
                c.initial(),
                e.provenance().initial(),
                c.input(),
                Double.isNaN(c.ratio()) ? "" : String.format(Locale.ROOT, " (%.2f %%)", 100 * c.ratio())));
        if (c.nodes().isEmpty()) {
            return text.append("this method has no ledger\n").toString();
        }
        List<String[]> rows = new ArrayList<>(List.<String[]>of(HEAD));
        for (Conservation.Entry entry : c.nodes()) {
            rows.add(new String[] {
                entry.node(),
                entry.op(),
                entry.rule(),
                String.format(Locale.ROOT, "%.6g", entry.in()),
                cell(entry.out(), entry.in()),
                cell(entry.bias(), entry.in()),
                cell(entry.stabilizer(), entry.in()),
                cell(Math.abs(entry.rest()) < 1e-6 * Math.abs(entry.in()) ? 0 : entry.rest(), entry.in())
            });
        }
        int[] widths = new int[HEAD.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append(i == 0 ? "" : "  ");
                line.append(String.format("%" + (i < TEXTS ? "-" : "") + widths[i] + "s", row[i]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append("in = out + bias + stabilizer + rest; shares of the relevance that came in\n")
                .toString();
    }

    /** A number with its share of what came in; a dot for nothing. */
    private static String cell(double value, double in) {
        if (value == 0) {
            return ".";
        }
        String number = String.format(Locale.ROOT, "%.4g", value);
        return in == 0 ? number : number + String.format(Locale.ROOT, " %6.2f %%", 100 * value / in);
    }
}
