package org.srmap.eval.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Photos in a fixed order, with what is known about them. May be used by several threads until it is closed. */
public final class DataSet implements AutoCloseable {
    /** What a data set is made of. */
    public enum Kind {
        /** A folder for each class; the folder's name is the label. */
        FOLDERS,
        /** Photos in one folder. */
        FLAT,
        /** A table {@code file,label,boxes,mask}. */
        TABLE,
        /** An archive, read in place. */
        TAR;

        /** The name in lower case. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final Path place;
    private final List<DataItem> items;
    private final @Nullable Closeable source;

    DataSet(Kind kind, Path place, List<DataItem> items, @Nullable Closeable source) {
        this.kind = kind;
        this.place = place;
        this.items = List.copyOf(items);
        this.source = source;
    }

    /** What it is made of. */
    public Kind kind() {
        return kind;
    }

    /** The folder, table or archive. */
    public Path place() {
        return place;
    }

    /** The photos; folders and archives in the order of their names, tables as they are. */
    public List<DataItem> items() {
        return items;
    }

    /** This data set with other items of it. */
    DataSet with(List<DataItem> other) {
        return new DataSet(kind, place, other, source);
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }
}
