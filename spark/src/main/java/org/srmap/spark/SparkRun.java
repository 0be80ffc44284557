package org.srmap.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.srmap.study.PhotoStudy;
import org.srmap.study.StudyRecord;
import org.srmap.study.StudySettings;

/** The folder of a study on a file system that the cluster knows. */
final class SparkRun {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SparkSession session;
    private final Path folder;
    private final FileSystem files;
    private ObjectNode record = MAPPER.createObjectNode();

    SparkRun(SparkSession session, String out) throws IOException {
        this.session = session;
        folder = new Path(out);
        files = folder.getFileSystem(session.sparkContext().hadoopConfiguration());
    }

    String results() {
        return new Path(folder, "results").toString();
    }

    /** Writes what the study is, or requires that it is what the folder holds. */
    void begin(PhotoStudy study, StudySettings settings, Map<String, String> data, int items) throws IOException {
        ObjectNode now = StudyRecord.of(study, settings, data);
        Path file = new Path(folder, "study.json");
        if (files.exists(file)) {
            try (InputStream in = files.open(file)) {
                JsonNode before = MAPPER.readTree(in.readAllBytes());
                StudyRecord.requireSame(before, now, folder.toString());
            }
        }
        record = now.put("items", items).put("finished", false);
        write();
    }

    void finish() throws IOException {
        record.put("finished", true);
        write();
    }

    private void write() throws IOException {
        Path aside = new Path(folder, ".aside-study.json");
        Path file = new Path(folder, "study.json");
        try (OutputStream out = files.create(aside, true)) {
            out.write(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record));
        }
        files.delete(file, false);
        if (!files.rename(aside, file)) {
            throw new IOException(file + ": cannot be written");
        }
    }

    /** The photos that have all their rows already, from a job before. */
    Set<String> finished(int rowsPerPhoto) throws IOException {
        if (!files.exists(new Path(results()))) {
            return Set.of();
        }
        return new HashSet<>(rows().groupBy("file")
                .count()
                .where("count >= " + rowsPerPhoto)
                .select("file")
                .as(Encoders.STRING())
                .collectAsList());
    }

    /** Photos with an error. */
    long failed() {
        return rows().where("error IS NOT NULL").select("file").distinct().count();
    }

    private Dataset<Row> rows() {
        return session.read().schema(SparkRows.schema()).parquet(results());
    }
}
