package org.srmap.study.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the photos of a study are read again. May be used by several threads. */
public interface PhotoSource extends AutoCloseable {
    /**
     * The bytes of a photo; null when it is not there any more.
     *
     * @param file as in the rows
     */
    byte @Nullable [] read(String file) throws IOException;

    /** What is to say when photos are missing; empty when nothing is. */
    String note();

    @Override
    void close() throws IOException;
}
