package org.srmap.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.srmap.cli.options.StudyDataOptions;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;
import org.srmap.study.StudyModel;

/** A data set that every node sees at the same path: only names travel. */
record ListedPhotos(
        String kind,
        String place,
        Map<String, String> inputs,
        List<ShippedData.Name> names,
        ShippedData data,
        int partition)
        implements Photos {

    static ListedPhotos find(Path place, StudyDataOptions options, List<StudyModel> models, int partition)
            throws IOException {
        try (DataSet data = options.open(place)) {
            options.requireClear(data, models);
            return new ListedPhotos(
                    data.kind().id(),
                    place.toAbsolutePath().normalize().toString(),
                    options.inputs(place),
                    data.items().stream()
                            .map(i -> new ShippedData.Name(i.file(), i.label()))
                            .toList(),
                    new ShippedData(place, options.beside()),
                    partition);
        }
    }

    @Override
    public JavaRDD<Row> rows(JavaSparkContext context, List<ShippedData.Name> some, Broadcast<ShippedStudy> study) {
        int tasks = (some.size() + partition - 1) / partition;
        Broadcast<ShippedData> shipped = context.broadcast(data);
        return context.parallelize(some, tasks).mapPartitions(names -> rows(names, shipped.value(), study.value()));
    }

    private static Iterator<Row> rows(Iterator<ShippedData.Name> names, ShippedData data, ShippedStudy study)
            throws IOException {
        Iterator<DataItem> items = new Mapped<>(names, name -> item(data, name));
        return new Mapped<>(PhotosOfTask.of(study.open(), items), SparkRows::of);
    }

    private static DataItem item(ShippedData data, ShippedData.Name name) {
        try {
            return data.item(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
