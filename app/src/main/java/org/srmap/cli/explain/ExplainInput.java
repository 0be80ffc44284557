package org.srmap.cli.explain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.srmap.Explainer;
import org.srmap.InputItem;
import org.srmap.cli.options.Inputs;
import org.srmap.draw.InputPicture;
import org.srmap.graph.Tensor;
import org.srmap.image.Photo;
import org.srmap.image.PreparedPhoto;
import org.srmap.image.Preprocessing;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;

/**
 * One input file, read and prepared.
 *
 * @param stem what its results are called
 * @param batched whether results get a leading batch axis: the file was an array N x C x H x W
 * @param items inputs of the model
 * @param pictures a picture of each
 */
record ExplainInput(String stem, boolean batched, List<InputItem> items, List<BufferedImage> pictures) {

    static ExplainInput read(Explainer explainer, String stem, Path file) throws IOException {
        return Inputs.isArray(file) ? array(explainer, stem, file) : photo(explainer, stem, file);
    }

    private static ExplainInput photo(Explainer explainer, String stem, Path file) throws IOException {
        long start = System.nanoTime();
        Photo photo = Photo.read(file);
        PreparedPhoto prepared = explainer.prepare(photo);
        double seconds = (System.nanoTime() - start) / 1e9;
        InputItem item = InputItem.of(file.toString(), prepared, seconds);
        return new ExplainInput(stem, false, List.of(item), List.of(photo.toImage()));
    }

    private static ExplainInput array(Explainer explainer, String stem, Path file) throws IOException {
        NpyArray array = Npy.read(file);
        if (!array.dtype().contains("f")) {
            throw new IOException(file + ": an array of type " + array.dtype() + "; a float tensor (float32), already"
                    + " preprocessed, is needed");
        }
        int[] shape = array.shape();
        if (shape.length != 3 && shape.length != 4) {
            throw new IOException(
                    file + ": an array of shape " + Arrays.toString(shape) + "; C x H x W or N x C x H x W is needed");
        }
        long[] sizes = new long[4];
        sizes[0] = 1;
        for (int i = 0; i < shape.length; i++) {
            sizes[i + 4 - shape.length] = shape[i];
        }
        float[] values = array.floats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IOException(file + ": " + values[i] + " at element " + i + "; all values must be finite");
            }
        }
        List<InputItem> items = explainer.items(file.toString(), Tensor.floats(sizes, values));
        if (items.isEmpty()) {
            throw new IOException(file + ": an empty array");
        }
        Preprocessing preprocessing = explainer.preprocessing();
        List<BufferedImage> pictures = new ArrayList<>();
        for (InputItem item : items) {
            pictures.add(InputPicture.of(item.input(), preprocessing));
        }
        return new ExplainInput(stem, shape.length == 4, items, pictures);
    }
}
