package org.srmap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.srmap.lrp.RelevanceGraph;

/** Reads the ledger of a run. */
final class LedgerReader {
    private static final int COLUMNS = 4;

    private LedgerReader() {}

    /** The entries of one map, from the logits to the pixels. */
    static List<Conservation.Entry> entries(
            List<RelevanceGraph.Assigned> rules, List<String> ledgerNodes, float[] ledger) {
        Map<String, RelevanceGraph.Assigned> layers = new HashMap<>();
        rules.forEach(l -> layers.put(l.layer().node().name(), l));
        List<Conservation.Entry> entries = new ArrayList<>();
        if (ledger.length == 0) {
            return entries;
        }
        int at = 0;
        for (String node : ledgerNodes) {
            RelevanceGraph.Assigned assigned = layers.get(node);
            String op = assigned == null ? "" : assigned.layer().node().op();
            String rule = assigned == null ? "" : assigned.rule().name();
            entries.add(
                    new Conservation.Entry(node, op, rule, ledger[at], ledger[at + 1], ledger[at + 2], ledger[at + 3]));
            at += COLUMNS;
        }
        return entries;
    }
}
