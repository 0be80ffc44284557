package org.srmap.web;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.Explainer;
import org.srmap.ExplainerSettings;
import org.srmap.Model;
import org.srmap.attribution.Method;
import org.srmap.rule.Initial;

/** Models with their rules, compiled on first use; the ones unused for longest are closed when there are too many. */
final class Explainers implements AutoCloseable {
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final int threads;

    Explainers(int most, int threads) {
        this.most = most;
        this.threads = threads;
    }

    /**
     * What an explainer is compiled for.
     *
     * @param model name of the model
     * @param method name with parameters
     * @param initial what relevance starts from; null: what the method is meant for
     */
    record Key(String model, String method, @Nullable Initial initial) {}

    /** An explainer in use; closing hands it back. */
    final class Lease implements AutoCloseable {
        private final Entry entry;
        private final Explainer explainer;

        private Lease(Entry entry, Explainer explainer) {
            this.entry = entry;
            this.explainer = explainer;
        }

        Explainer explainer() {
            return explainer;
        }

        @Override
        public void close() {
            handBack(entry);
        }
    }

    private static final class Entry {
        private @Nullable Explainer explainer;
        private int users;
        private boolean dropped;

        private synchronized Explainer open(Model model, ExplainerSettings settings) {
            Explainer known = explainer;
            if (known == null) {
                known = Explainer.open(model, settings);
                explainer = known;
            }
            return known;
        }

        private synchronized void close() {
            if (explainer != null) {
                explainer.close();
                explainer = null;
            }
        }
    }

    /**
     * An explainer, compiled when it is not there yet.
     *
     * @throws org.srmap.graph.ModelException when the model cannot be explained that way
     */
    Lease lease(Model model, Method method, @Nullable Initial initial) {
        Key key = new Key(model.name(), method.name(), initial);
        Entry entry;
        synchronized (this) {
            entry = entries.computeIfAbsent(key, k -> new Entry());
            entry.users++;
        }
        try {
            ExplainerSettings settings = ExplainerSettings.defaults()
                    .withMethod(method)
                    .withInitial(initial)
                    .withThreads(threads);
            return new Lease(entry, entry.open(model, settings));
        } catch (RuntimeException | Error e) {
            drop(key, entry);
            handBack(entry);
            throw e;
        }
    }

    private synchronized void drop(Key key, Entry entry) {
        entries.remove(key, entry);
        entry.dropped = true;
    }

    private synchronized void handBack(Entry entry) {
        entry.users--;
        if (entry.dropped && entry.users == 0) {
            entry.close();
        }
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > most && oldest.hasNext()) {
            Entry candidate = oldest.next();
            if (candidate.users == 0) {
                oldest.remove();
                candidate.close();
            }
        }
    }

    /** How many are ready. */
    synchronized int count() {
        return entries.size();
    }

    @Override
    public synchronized void close() {
        for (Entry entry : entries.values()) {
            entry.dropped = true;
            if (entry.users == 0) {
                entry.close();
            }
        }
        entries.clear();
    }
}
