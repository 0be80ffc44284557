package org.srmap.lrp.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Node;

/**
 * Collects, for every node, the values that say how much relevance came in, went out, and where the rest went.
 *
 * <p>What is neither given on nor taken by bias or stabilizer is the business of the rule: it was clipped (gamma where
 * the output is zero, deconvnet, guided backpropagation) or the rule does not conserve (gradient).
 */
public final class Ledger {
    /** The columns of one node, each a value of shape N x 1. */
    private static final class Account {
        final int rank;

        @Nullable
        Term in;

        @Nullable
        Term out;

        @Nullable
        Term bias;

        @Nullable
        Term stabilizer;

        Account(int rank) {
            this.rank = rank;
        }
    }

    private final Emission e;
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private Account current = new Account(1);

    Ledger(Emission e) {
        this.e = e;
    }

    /** Turns to the node that the following entries are for. */
    public void turnTo(Node node) {
        current = accounts.computeIfAbsent(
                node.name(), k -> new Account(e.shape(node.output()).rank()));
    }

    /** Enters relevance that arrives at a value that the node computes. */
    public void in(String value, Term relevance) {
        current.in = sum(current.in, relevance.total(e.shape(value).rank()));
    }

    /** Enters relevance that the node gives to a value that it reads. */
    public void out(String value, Term relevance) {
        current.out = sum(current.out, relevance.total(e.shape(value).rank()));
    }

    /** Enters what the bias takes, one number per element of the output, times a factor. */
    public void bias(Term taken, double factor) {
        current.bias = sum(current.bias, taken.total(current.rank).scaled(factor));
    }

    /** Enters what the stabilizer takes, one number per element of the output, times a factor. */
    public void stabilizer(Term taken, double factor) {
        current.stabilizer = sum(current.stabilizer, taken.total(current.rank).scaled(factor));
    }

    private static Term sum(@Nullable Term before, Term total) {
        return before == null ? total : before.plus(total);
    }

    /** Names of the nodes in the order of the table's rows. */
    public List<String> nodes() {
        return List.copyOf(accounts.keySet());
    }

    /**
     * Appends the table.
     *
     * @param zeros a value of shape N x 1 that is zero
     * @return a value of shape N x nodes x 4: in, out, bias, stabilizer
     */
    public Term table(Term zeros) {
        List<Term> columns = new ArrayList<>();
        for (Account account : accounts.values()) {
            for (Term column : new Term[] {account.in, account.out, account.bias, account.stabilizer}) {
                columns.add(column == null ? zeros : column);
            }
        }
        return Term.concat(1, columns).reshape(-1, accounts.size(), 4);
    }
}
