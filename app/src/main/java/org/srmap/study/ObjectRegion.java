package org.srmap.study;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.data.Content;
import org.srmap.eval.data.DataItem;
import org.srmap.eval.data.Mask;
import org.srmap.image.Photo;
import org.srmap.map.Box;

/**
 * Where the object of a photo is: its mask, else its boxes.
 *
 * @param region the object; null when not known
 * @param error why it is not known although the data set says it; null when nothing is wrong
 */
record ObjectRegion(
        AttentionStatistics.@Nullable Region region,
        @Nullable String error) {

    static ObjectRegion of(DataItem item, Photo photo) {
        try {
            Content content = item.mask();
            if (content != null) {
                return new ObjectRegion(Mask.read(content, photo)::contains, null);
            }
            List<Box> boxes = item.boxes();
            return new ObjectRegion(
                    boxes.isEmpty() ? null : (x, y) -> boxes.stream().anyMatch(b -> b.contains(x, y)), null);
        } catch (IOException e) {
            return new ObjectRegion(null, String.valueOf(e.getMessage()));
        }
    }
}
