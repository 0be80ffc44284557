package org.srmap.study.read;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives what a statement gives, row after row. */
public interface SqlAnswer {
    /**
     * Called once, before any row.
     *
     * @param types in SQL, such as {@code BIGINT} or {@code VARCHAR[]}
     */
    void columns(List<String> names, List<String> types) throws IOException;

    /**
     * One row.
     *
     * @param values {@link Boolean}, {@link Number}, {@link String}, {@code byte[]}, lists of these, or null
     */
    void row(List<@Nullable Object> values) throws IOException;
}
