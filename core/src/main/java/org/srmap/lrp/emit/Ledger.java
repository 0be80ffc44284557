package org.srmap.lrp.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects, for every node, the values that say how much relevance came in, went out, and where the rest went.
 *
 * <p>What is neither given on nor taken by bias or stabilizer is the business of the rule: it was clipped (gamma where
 * the output is zero, deconvnet, guided backpropagation) or the rule does not conserve (gradient).
 */
public final class Ledger {
    /** The columns of one node, each the name of a value of shape N x 1. */
    private static final class Account {
        String in = "";
        String out = "";
        String bias = "";
        String stabilizer = "";
    }

    private final Emission e;
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    Ledger(Emission e) {
        this.e = e;
    }

    private Account account(String node) {
        return accounts.computeIfAbsent(node, k -> new Account());
    }

    public void in(String node, String total) {
        Account account = account(node);
        account.in = account.in.isEmpty() ? total : e.add(account.in, total);
    }

    public void out(String node, String total) {
        Account account = account(node);
        account.out = account.out.isEmpty() ? total : e.add(account.out, total);
    }

    public void bias(String node, String total, double factor) {
        Account account = account(node);
        account.bias = sum(account.bias, total, factor);
    }

    public void stabilizer(String node, String total, double factor) {
        Account account = account(node);
        account.stabilizer = sum(account.stabilizer, total, factor);
    }

    private String sum(String before, String total, double factor) {
        String scaled = factor == 1 ? total : e.mul(total, e.scalar(factor));
        return before.isEmpty() ? scaled : e.add(before, scaled);
    }

    /** Names of the nodes in the order of the table's rows. */
    public List<String> nodes() {
        return List.copyOf(accounts.keySet());
    }

    /**
     * Appends the table.
     *
     * @param zeros a value of shape N x 1 that is zero
     * @return name of a value of shape N x nodes x 4: in, out, bias, stabilizer
     */
    public String table(String zeros) {
        List<String> columns = new ArrayList<>();
        for (Account account : accounts.values()) {
            for (String column : List.of(account.in, account.out, account.bias, account.stabilizer)) {
                columns.add(column.isEmpty() ? zeros : column);
            }
        }
        String joined = e.concat(1, columns);
        return e.reshape(joined, -1, accounts.size(), 4);
    }
}
