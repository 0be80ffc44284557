package org.srmap.cli.explain;

import org.srmap.Model;
import org.srmap.graph.Tensor;

/**
 * How threads are shared out. Several photos at a time with one thread each finish sooner than one after the other with
 * all threads: they never wait for each other, and reading one overlaps with computing another. Results do not depend
 * on it. A network with hundreds of megabytes of weights runs one photo at a time, because each run needs much memory.
 *
 * @param workers inputs in work at the same time, being read, computed or written
 * @param runs how many of them may compute at the same time
 * @param threadsEach threads of one computation
 */
record ExplainPlan(int workers, int runs, int threadsEach) {
    private static final long LARGE_MODEL = 200L << 20;

    /** The plan for a number of inputs; one thread is one worker, which does everything. */
    static ExplainPlan of(int threads, int inputs, Model model, boolean onCpu) {
        long bytes = model.graph().weights().values().stream()
                .mapToLong(ExplainPlan::bytes)
                .sum();
        int runs = onCpu && bytes < LARGE_MODEL ? Math.max(1, Math.min(threads, inputs)) : 1;
        int workers = runs == 1 && threads > 1 ? Math.min(2, Math.max(1, inputs)) : runs;
        return new ExplainPlan(workers, runs, Math.max(1, threads / runs));
    }

    private static long bytes(Tensor tensor) {
        return tensor.elements() * tensor.type().bytes();
    }
}
