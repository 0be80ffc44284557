package org.srmap.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSets;

/** Photos that Spark reads, from wherever it can read. */
record BinaryPhotos(String place, Map<String, String> inputs, List<ShippedData.Name> names, Dataset<Row> files)
        implements Photos {

    @Override
    public String kind() {
        return "binary";
    }

    /** Photos in a folder and the folders in it; the first folder is the label, unless labels come in a file. */
    static BinaryPhotos find(SparkSession session, String photos, DataSets.Beside beside) throws IOException {
        if (beside.boxes() != null) {
            throw new IllegalArgumentException("--boxes needs photos that every node sees; leave --binary out");
        }
        Path root = new Path(photos);
        String place = root.getFileSystem(session.sparkContext().hadoopConfiguration())
                .makeQualified(root)
                .toString();
        Dataset<Row> files = session.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(place);
        List<DataItem> items = new ArrayList<>();
        for (String path : files.select("path").as(Encoders.STRING()).collectAsList()) {
            String name = path.substring(place.length() + 1);
            if (DataSets.isPicture(name)) {
                items.add(ShippedData.photo(name, folder(name), () -> new byte[0]));
            }
        }
        if (items.isEmpty()) {
            throw new IOException(photos + ": no photos in it");
        }
        items.sort(java.util.Comparator.comparing(DataItem::file));
        List<ShippedData.Name> names = DataSets.labelled(items, beside).stream()
                .map(i -> new ShippedData.Name(i.file(), i.label()))
                .toList();
        return new BinaryPhotos(place, Map.of(), names, files);
    }

    private static @Nullable String folder(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? null : name.substring(0, slash);
    }

    @Override
    public JavaRDD<Row> rows(JavaSparkContext context, List<ShippedData.Name> some, Broadcast<ShippedStudy> study) {
        HashMap<String, ShippedData.Name> byPath = new HashMap<>();
        some.forEach(name -> byPath.put(place + "/" + name.file(), name));
        Broadcast<HashMap<String, ShippedData.Name>> wanted = context.broadcast(byPath);
        return files.select("path", "content")
                .toJavaRDD()
                .filter(file -> wanted.value().containsKey(file.getString(0)))
                .mapPartitions(part -> rows(part, wanted.value(), study.value()));
    }

    private static Iterator<Row> rows(Iterator<Row> part, Map<String, ShippedData.Name> wanted, ShippedStudy study)
            throws IOException {
        Iterator<DataItem> items = new Mapped<>(part, file -> {
            ShippedData.Name name = java.util.Objects.requireNonNull(wanted.get(file.getString(0)));
            return ShippedData.photo(name.file(), name.label(), () -> file.<byte[]>getAs(1));
        });
        return new Mapped<>(PhotosOfTask.of(study.open(), items), SparkRows::of);
    }
}
