package org.srmap.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.run.RunListener;

/**
 * Runs a study over a data set, from the beginning or from where it was.
 *
 * <p>Photos are divided into shards by their place in the list that the run began with. Several photos are in work at a
 * time and pass the ends of shards; a shard's rows are written when its last photo is done. What is kept in memory does not
 * depend on the number of photos, but for their names.
 */
public final class Study {
    private static final int AHEAD = 3;

    private final StudySettings settings;
    private final StudyPlan plan;
    private final RunListener listener;

    /** A study of these models, carried out so. */
    public Study(StudySettings settings, StudyPlan plan, RunListener listener) {
        this.settings = settings;
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * Runs it, or the rest of it. When it throws, finished shards stay and the same call goes on from there.
     *
     * @param data the photos; closed by the caller
     * @throws org.srmap.run.DifferentRunException when the folder holds results of other settings
     * @throws IOException when the folder cannot be written to, or another process works on it
     */
    public StudyOutcome run(DataSet data) throws IOException {
        try (StudyFolder folder = StudyFolder.open(plan.out(), plan.maps());
                ResultFiles files = ResultFiles.open();
                PhotoStudy photoStudy = PhotoStudy.open(settings, maps(folder))) {
            ObjectNode now = StudyRecord.of(photoStudy, settings, StudyRecord.data(data, plan.inputs()));
            now.withObject("/settings").put("shard", plan.shard()).put("maps", plan.maps());
            List<DataItem> items = begin(folder, files, now, data);
            tellUnknownLabels(photoStudy, items);
            Session session = new Session(folder, files, photoStudy, items);
            session.run();
            int finished = session.finished();
            if (finished < items.size()) {
                return new StudyOutcome(items.size(), finished, 0, "", List.of());
            }
            folder.write(record(now, items.size(), true));
            List<String> errors = files.errors(folder.results());
            String first = errors.isEmpty() ? "" : errors.get(0);
            return new StudyOutcome(items.size(), finished, errors.size(), first, files.summary(folder.results()));
        }
    }

    private PhotoStudy.MapSink maps(StudyFolder folder) {
        return plan.maps() ? new StudyMaps(folder.maps()) : PhotoStudy.MapSink.NONE;
    }

    /** The photos in the order that the run began with; the folder's record is written or checked. */
    private List<DataItem> begin(StudyFolder folder, ResultFiles files, ObjectNode now, DataSet data)
            throws IOException {
        JsonNode before = folder.record();
        if (before == null) {
            List<StudyFolder.PhotoName> names = data.items().stream()
                    .map(i -> new StudyFolder.PhotoName(i.file(), i.label()))
                    .toList();
            files.writePhotos(names, folder.photos());
            folder.write(record(now, names.size(), false));
            return data.items();
        }
        StudyRecord.requireSame(before, now, folder.path().toString());
        return known(files.readPhotos(folder.photos()), data);
    }

    private static ObjectNode record(ObjectNode now, int items, boolean finished) {
        ObjectNode json = now.deepCopy();
        json.put("items", items);
        json.put("finished", finished);
        return json;
    }

    /** The photos of the list; those that have vanished fail when they are read. */
    private List<DataItem> known(List<StudyFolder.PhotoName> names, DataSet data) {
        Map<String, DataItem> byName = new HashMap<>();
        data.items().forEach(item -> byName.put(item.file(), item));
        List<DataItem> items = new ArrayList<>();
        int vanished = 0;
        for (StudyFolder.PhotoName name : names) {
            DataItem item = byName.remove(name.file());
            vanished += item == null ? 1 : 0;
            items.add(item == null ? VanishedPhoto.of(name, data) : item.withLabel(name.label()));
        }
        if (vanished > 0) {
            listener.note(vanished + " photos of this study are no longer in " + data.place());
        }
        if (!byName.isEmpty()) {
            listener.note(byName.size() + " photos were added to " + data.place()
                    + " since this study began; it goes on without them");
        }
        return items;
    }

    private void tellUnknownLabels(PhotoStudy photoStudy, List<DataItem> items) {
        long labelled = items.stream().filter(i -> i.label() != null).count();
        if (labelled == 0) {
            listener.note("no photo has a label: nothing will be right or wrong (give true classes with --truth)");
            return;
        }
        for (StudyModel model : settings.models()) {
            List<DataItem> unknown = items.stream()
                    .filter(i -> i.label() != null
                            && photoStudy.truth(model.name(), i.label()).isEmpty())
                    .toList();
            if (!unknown.isEmpty()) {
                listener.note(model.name() + " has no class for the labels of " + unknown.size() + " of " + items.size()
                        + " photos, such as \"" + unknown.get(0).label() + "\"");
            }
        }
    }

    /** One process's work on a run. */
    private final class Session {
        private final StudyFolder folder;
        private final ResultFiles files;
        private final PhotoStudy photoStudy;
        private final List<DataItem> items;
        private final BitSet done = new BitSet();

        Session(StudyFolder folder, ResultFiles files, PhotoStudy photoStudy, List<DataItem> items) {
            this.folder = folder;
            this.files = files;
            this.photoStudy = photoStudy;
            this.items = items;
            for (int shard = 0; shard < shards(); shard++) {
                done.set(shard, isWhole(shard));
            }
        }

        private int shards() {
            return (items.size() + plan.shard() - 1) / plan.shard();
        }

        private List<DataItem> photos(int shard) {
            return items.subList(shard * plan.shard(), Math.min(items.size(), (shard + 1) * plan.shard()));
        }

        private boolean isWhole(int shard) {
            return Files.exists(folder.part(shard))
                    && files.count(folder.part(shard)) == (long) photos(shard).size() * settings.rowsPerPhoto();
        }

        int finished() {
            return done.stream().map(shard -> photos(shard).size()).sum();
        }

        void run() throws IOException {
            listener.begin(items.size(), finished());
            ExecutorService workers = Executors.newFixedThreadPool(plan.threads(), Session::worker);
            try {
                compute(workers);
            } finally {
                workers.shutdown();
                await(workers);
            }
        }

        private static Thread worker(Runnable task) {
            Thread thread = new Thread(task, "srmap-study");
            thread.setDaemon(true);
            return thread;
        }

        /** Photos in work when this ends are finished first: the sessions they use are closed after that. */
        private static void await(ExecutorService workers) {
            boolean interrupted = false;
            while (true) {
                try {
                    if (workers.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)) {
                        break;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private record Pending(int shard, Future<List<Row>> rows) {}

        private void compute(ExecutorService workers) throws IOException {
            Deque<Pending> pending = new ArrayDeque<>();
            List<Row> rows = new ArrayList<>();
            try {
                for (int shard = done.nextClearBit(0); shard < shards(); shard = done.nextClearBit(shard + 1)) {
                    for (DataItem item : photos(shard)) {
                        if (listener.isStopped()) {
                            return;
                        }
                        pending.add(new Pending(shard, workers.submit(() -> photoStudy.rows(item))));
                        if (pending.size() > plan.threads() * AHEAD) {
                            take(pending, rows);
                        }
                    }
                }
                while (!pending.isEmpty() && !listener.isStopped()) {
                    take(pending, rows);
                }
            } finally {
                pending.forEach(p -> p.rows().cancel(false));
            }
        }

        /** Takes in the oldest photo, and writes its shard when that was the last one of it. */
        private void take(Deque<Pending> pending, List<Row> rows) throws IOException {
            Pending oldest = pending.remove();
            rows.addAll(result(oldest.rows()));
            listener.step();
            if (rows.size() == photos(oldest.shard()).size() * settings.rowsPerPhoto()) {
                files.write(rows, folder.part(oldest.shard()));
                done.set(oldest.shard());
                rows.clear();
            }
        }

        private static List<Row> result(Future<List<Row>> rows) throws IOException {
            try {
                return rows.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw new IOException(io.getMessage(), io);
                }
                if (e.getCause() instanceof UncheckedIOException io) {
                    throw io.getCause();
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
