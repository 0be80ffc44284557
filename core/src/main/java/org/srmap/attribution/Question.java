package org.srmap.attribution;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which classes of which pictures are to be explained. There may be several maps of one picture.
 *
 * @param images the pictures, each channels x height x width; not modified
 * @param pictures for each map wanted, the picture it is of
 * @param targets for each map, the class to explain
 * @param others for each map, the class to compare with; a rank is one among the other classes; only for {@link
 *     org.srmap.rule.Initial#DIFFERENCE}
 * @param vector one number per class, for {@link org.srmap.rule.Initial#VECTOR}; null otherwise
 */
public record Question(
        List<float[]> images,
        int[] pictures,
        List<ClassChoice> targets,
        List<ClassChoice> others,
        float @Nullable [] vector) {

    public Question {
        images = List.copyOf(images);
        targets = List.copyOf(targets);
        others = List.copyOf(others);
        if (pictures.length != targets.size() || pictures.length != others.size() || pictures.length == 0) {
            throw new IllegalArgumentException(pictures.length + " maps with " + targets.size() + " targets and "
                    + others.size() + " classes to compare with: there must be as many, and at least one");
        }
        for (int picture : pictures) {
            if (picture < 0 || picture >= images.size()) {
                throw new IllegalArgumentException("there is no picture " + picture + ": there are " + images.size());
            }
        }
    }

    /** One map per picture, of the class given. */
    public static Question of(List<float[]> images, ClassChoice target) {
        int n = images.size();
        List<ClassChoice> targets = Collections.nCopies(n, target);
        List<ClassChoice> others = Collections.nCopies(n, ClassChoice.rank(1));
        return new Question(images, IntStream.range(0, n).toArray(), targets, others, null);
    }

    /** Number of maps wanted. */
    public int maps() {
        return pictures.length;
    }

    /** Whether there is one map of each picture, in order. */
    boolean isOneToOne() {
        return pictures.length == images.size()
                && IntStream.range(0, pictures.length).allMatch(i -> pictures[i] == i);
    }

    /** The same with every picture repeated for each of its maps. */
    Question repeated() {
        List<float[]> each = IntStream.of(pictures).mapToObj(images::get).toList();
        return new Question(each, IntStream.range(0, pictures.length).toArray(), targets, others, vector);
    }
}
