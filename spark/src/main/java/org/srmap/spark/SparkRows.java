package org.srmap.spark;

import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.srmap.study.Column;
import org.srmap.study.Row;

/** Rows of a study as Spark has them. */
final class SparkRows {
    private SparkRows() {}

    /** The schema of the results. */
    static StructType schema() {
        StructType schema = new StructType();
        for (Column column : Column.values()) {
            schema = schema.add(column.id(), type(column.type()), true);
        }
        return schema;
    }

    private static DataType type(Column.Type type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case INTEGER -> DataTypes.IntegerType;
            case BOOLEAN -> DataTypes.BooleanType;
            case FLOAT -> DataTypes.FloatType;
            case DOUBLE -> DataTypes.DoubleType;
            case BYTES -> DataTypes.BinaryType;
            case INTEGERS -> DataTypes.createArrayType(DataTypes.IntegerType);
            case TEXTS -> DataTypes.createArrayType(DataTypes.StringType);
            case FLOATS -> DataTypes.createArrayType(DataTypes.FloatType);
        };
    }

    static org.apache.spark.sql.Row of(Row row) {
        Column[] columns = Column.values();
        @Nullable Object[] values = new Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Object value = row.get(columns[i]);
            values[i] = value instanceof List<?> list ? list.toArray() : value;
        }
        return RowFactory.create(values);
    }
}
