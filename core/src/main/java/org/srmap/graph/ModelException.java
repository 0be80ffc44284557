package org.srmap.graph;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A model that cannot be read, understood or explained; lists everything that is wrong with it, not only the first. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How many problems the message tells; {@link #problems} has them all. */
    private static final int TOLD = 64;

    private final transient List<Problem> problems;

    /** A model with the problems given, at least one. */
    public ModelException(List<Problem> problems) {
        this(problems, null);
    }

    /** A model with the problems given, at least one, which {@code cause} brought to light. */
    public ModelException(List<Problem> problems, @Nullable Throwable cause) {
        super(message(problems), cause);
        this.problems = List.copyOf(problems);
    }

    private static String message(List<Problem> problems) {
        String first = problems.stream().limit(TOLD).map(Problem::toString).collect(Collectors.joining("; "));
        return problems.size() <= TOLD ? first : first + "; and " + (problems.size() - TOLD) + " more problems";
    }

    /** A model with one problem that concerns it as a whole. */
    public ModelException(String reason) {
        this(List.of(new Problem("", "", reason)));
    }

    /** A model with one problem that concerns it as a whole, which {@code cause} brought to light. */
    public ModelException(String reason, Throwable cause) {
        this(List.of(new Problem("", "", reason)), cause);
    }

    /** A problem at one node. */
    public static ModelException of(Node node, String reason) {
        return new ModelException(List.of(new Problem(node.name(), node.op(), reason)));
    }

    /** Everything that is wrong, seen from a node: what names no node of its own concerns this one. */
    public List<Problem> problemsAt(Node node) {
        return problems.stream()
                .map(p -> p.node().isEmpty() ? new Problem(node.name(), node.op(), p.reason()) : p)
                .toList();
    }

    /** Everything that is wrong. */
    public List<Problem> problems() {
        return problems;
    }
}
