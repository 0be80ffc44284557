package org.srmap.eval.data;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.map.Box;

/**
 * One photo of a data set.
 *
 * @param file its name in the data set, with {@code /} between folders; unique in it
 * @param label its true class as the data set names it: a folder, a synset, a label or a number; null when not known
 * @param places where its objects are
 * @param mask picture of the size of the photo, not black where the object is; null without
 * @param photo the photo itself
 */
public record DataItem(
        String file,
        @Nullable String label,
        Places places,
        @Nullable Content mask,
        Content photo) {

    /** Where the objects of a photo are; read when it is asked for. */
    public interface Places {
        /** Nothing is known about them. */
        Places UNKNOWN = label -> List.of();

        /**
         * Boxes around objects, in pixels of the photo from its upper left corner; of the label's objects where they
         * are named, else of all.
         *
         * @param label the photo's label; null when not known
         * @throws IOException when there is a file of boxes that cannot be read
         */
        List<Box> of(@Nullable String label) throws IOException;
    }

    /** The bytes of the photo; see {@link Content#read}. */
    public byte[] read() throws IOException {
        return photo.read();
    }

    /** Boxes around the objects of its class in pixels of the photo; empty when not known. */
    public List<Box> boxes() throws IOException {
        return places.of(label);
    }

    /** This photo with another label. */
    public DataItem withLabel(@Nullable String other) {
        return new DataItem(file, other, places, mask, photo);
    }

    /** This photo with boxes from somewhere. */
    public DataItem withPlaces(Places other) {
        return new DataItem(file, label, other, mask, photo);
    }
}
