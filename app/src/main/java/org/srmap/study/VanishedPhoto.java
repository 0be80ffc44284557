package org.srmap.study;

import java.io.IOException;
import org.srmap.eval.data.Content;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.DataSet;

/** A photo that was in a data set when a study began, and is no longer. */
record VanishedPhoto(String name) implements Content {
    static DataItem of(StudyFolder.PhotoName photo, DataSet data) {
        Content nothing = new VanishedPhoto(data.place() + ": " + photo.file());
        return new DataItem(photo.file(), photo.label(), DataItem.Places.UNKNOWN, null, nothing);
    }

    @Override
    public byte[] read() throws IOException {
        throw new IOException(name + ": no longer there");
    }
}
