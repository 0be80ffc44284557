package org.srmap.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.srmap.eval.data.DataItem;
import org.srmap.study.PhotoStudy;
import org.srmap.study.Row;

/** The rows of a task's photos in their order; as many photos are in work at a time as the task has cores. */
final class PhotosOfTask implements Iterator<Row> {
    private final PhotoStudy study;
    private final Iterator<DataItem> photos;
    private final int threads;
    private final ExecutorService workers;
    private final Deque<Future<List<Row>>> pending = new ArrayDeque<>();
    private Iterator<Row> ready = List.<Row>of().iterator();

    private PhotosOfTask(PhotoStudy study, Iterator<DataItem> photos, int threads) {
        this.study = study;
        this.photos = photos;
        this.threads = threads;
        workers = Executors.newFixedThreadPool(threads);
    }

    /** In a task of Spark, which ends the threads when it ends. */
    static Iterator<Row> of(PhotoStudy study, Iterator<DataItem> photos) {
        TaskContext task = TaskContext.get();
        PhotosOfTask rows = new PhotosOfTask(study, photos, Math.max(1, task.cpus()));
        TaskCompletionListener end = ended -> rows.workers.shutdownNow();
        task.addTaskCompletionListener(end);
        return rows;
    }

    @Override
    public boolean hasNext() {
        while (!ready.hasNext()) {
            while (pending.size() <= threads && photos.hasNext()) {
                DataItem photo = photos.next();
                pending.add(workers.submit(() -> study.rows(photo)));
            }
            if (pending.isEmpty()) {
                return false;
            }
            ready = result(pending.remove()).iterator();
        }
        return true;
    }

    private static List<Row> result(Future<List<Row>> rows) {
        try {
            return rows.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the task was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new java.util.NoSuchElementException();
        }
        return ready.next();
    }
}
