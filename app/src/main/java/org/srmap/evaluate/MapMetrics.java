package org.srmap.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.srmap.eval.Complexity;

/**
 * A metric that needs nothing but the map.
 *
 * @param column the number
 * @param value how it is measured
 */
record MapMetrics(Column column, ToDoubleFunction<Metric.Subject> value) implements Metric {
    static final List<String> NAMES = List.of("sparseness", "entropy", "conservation");

    static MapMetrics named(String name) {
        return switch (name) {
            case "sparseness" -> new MapMetrics(new Column(name, Better.NEITHER), s -> Complexity.gini(s.map()));
            case "entropy" -> new MapMetrics(new Column(name, Better.NEITHER), s -> Complexity.entropy(s.map()));
            case "conservation" ->
                new MapMetrics(
                        new Column("conservation-error", Better.LESS),
                        s -> s.kind() == MapKind.RELEVANCE ? s.conservation() : Double.NaN);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public List<Column> columns() {
        return List.of(column);
    }

    @Override
    public Values of(Subject subject) {
        return Values.of(value.applyAsDouble(subject));
    }
}
