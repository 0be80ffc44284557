package org.srmap.web;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counters in the text format of Prometheus. */
final class Metrics {
    private static final double[] BOUNDS = {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30};

    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final LongAdder[] explained = new LongAdder[BOUNDS.length];
    private final LongAdder count = new LongAdder();
    private final DoubleAdder seconds = new DoubleAdder();

    Metrics() {
        for (int i = 0; i < BOUNDS.length; i++) {
            explained[i] = new LongAdder();
        }
    }

    void answered(int status) {
        answers.computeIfAbsent(status, s -> new LongAdder()).increment();
    }

    void explained(double took) {
        for (int i = 0; i < BOUNDS.length; i++) {
            if (took <= BOUNDS[i]) {
                explained[i].increment();
            }
        }
        count.increment();
        seconds.add(took);
    }

    String text(Rooms rooms) {
        StringBuilder out = new StringBuilder();
        out.append("# HELP srmap_requests_total Answers by status.\n# TYPE srmap_requests_total counter\n");
        answers.forEach((status, n) -> write(out, "srmap_requests_total{status=\"" + status + "\"}", (double) n.sum()));
        out.append("# HELP srmap_explain_seconds Waiting and computing of one explanation.\n");
        out.append("# TYPE srmap_explain_seconds histogram\n");
        for (int i = 0; i < BOUNDS.length; i++) {
            write(out, "srmap_explain_seconds_bucket{le=\"" + number(BOUNDS[i]) + "\"}", (double) explained[i].sum());
        }
        write(out, "srmap_explain_seconds_bucket{le=\"+Inf\"}", (double) count.sum());
        write(out, "srmap_explain_seconds_sum", seconds.sum());
        write(out, "srmap_explain_seconds_count", (double) count.sum());
        gauge(
                out,
                "srmap_queue_waiting",
                "Requests waiting for a worker.",
                rooms.queue().waiting());
        gauge(
                out,
                "srmap_queue_running",
                "Requests that compute.",
                rooms.queue().running());
        gauge(out, "srmap_photos_bytes", "Photos kept.", (double) rooms.photos().bytes());
        gauge(out, "srmap_results_bytes", "Results kept.", (double)
                rooms.results().bytes());
        gauge(
                out,
                "srmap_explainers",
                "Models with their rules kept ready.",
                rooms.explainers().count());
        Runtime jvm = Runtime.getRuntime();
        gauge(out, "srmap_heap_bytes", "Memory of the JVM in use.", (double) (jvm.totalMemory() - jvm.freeMemory()));
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String help, double value) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
        write(out, name, value);
    }

    private static void write(StringBuilder out, String name, double value) {
        out.append(name).append(' ').append(number(value)).append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : Double.toString(value);
    }
}
