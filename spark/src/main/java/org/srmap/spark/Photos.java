package org.srmap.spark;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Where the photos of a study on a cluster come from. */
interface Photos {
    /** What kind of data set it is. */
    String kind();

    /** Where it is. */
    String place();

    /** What tells whether its files have changed. */
    Map<String, String> inputs();

    /** Its photos in their order. */
    List<ShippedData.Name> names();

    /** The rows of some of them. */
    JavaRDD<Row> rows(JavaSparkContext context, List<ShippedData.Name> some, Broadcast<ShippedStudy> study);
}
