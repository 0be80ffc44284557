package org.srmap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.srmap.attribution.NodeNames;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.map.Box;

/**
 * A condition on relevance: at the output of a node only some channels or a region keep theirs, everything else is set
 * to zero before the walk back goes on (Achtibat et al. 2023, conditional relevance).
 *
 * @param node name of the node or value
 * @param channels channels that keep their relevance; empty: all
 * @param region places of the feature map that keep their relevance, edges at whole numbers; null: everywhere
 */
public record RelevanceMask(
        String node, List<Integer> channels, @Nullable Box region) {
    private static final Pattern TEXT = Pattern.compile("(.+):(channels|region)=([0-9, ]+)");

    public RelevanceMask {
        channels = List.copyOf(channels);
        if (region != null && (region.x0() < 0 || region.y0() < 0 || region.area() == 0)) {
            throw new IllegalArgumentException(
                    "the region " + text(region) + ": x0,y0,x1,y1 from 0 with x0 < x1 and y0 < y1 is needed");
        }
    }

    /**
     * Reads {@code NODE:channels=1,5,7} or {@code NODE:region=x0,y0,x1,y1}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static RelevanceMask parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": NODE:channels=1,5,7 or NODE:region=x0,y0,x1,y1 is needed");
        }
        List<Integer> numbers;
        try {
            numbers = Arrays.stream(m.group(3).split(",", -1))
                    .map(n -> Integer.parseInt(n.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\": whole numbers with commas are needed", e);
        }
        if (m.group(2).equals("channels")) {
            return new RelevanceMask(m.group(1), numbers, null);
        }
        if (numbers.size() != 4) {
            throw new IllegalArgumentException("\"" + text + "\": a region is x0,y0,x1,y1");
        }
        Box region = new Box(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
        return new RelevanceMask(m.group(1), List.of(), region);
    }

    /** By value, what its relevance is multiplied with. */
    static Map<String, Tensor> masks(Graph canonical, List<RelevanceMask> all) {
        Map<String, Tensor> masks = new HashMap<>();
        ShapeInference shapes = ShapeInference.of(canonical);
        for (RelevanceMask keep : all) {
            String value = NodeNames.value(canonical, keep.node());
            Tensor mask = keep.mask(shapes.known(value));
            masks.merge(value, mask, RelevanceMask::product);
        }
        return masks;
    }

    private static Tensor product(Tensor a, Tensor b) {
        float[] values = a.toFloats();
        float[] other = b.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= other[i];
        }
        return Tensor.floats(a.shape(), values);
    }

    private Tensor mask(Shape shape) {
        if (shape.rank() < 2 || !shape.isStaticFrom(1) || region != null && shape.rank() != 4) {
            throw new IllegalArgumentException("\"" + node + "\" has the shape " + shape + ": no "
                    + (region == null ? "channels" : "region") + " can be kept there");
        }
        int count = (int) shape.size(1);
        int places = (int) shape.elementsFrom(2);
        for (int channel : channels) {
            if (channel < 0 || channel >= count) {
                throw new IllegalArgumentException(
                        "\"" + node + "\" has the channels 0 to " + (count - 1) + ", not " + channel);
            }
        }
        if (region != null && (region.x1() > shape.size(3) || region.y1() > shape.size(2))) {
            throw new IllegalArgumentException("\"" + node + "\" is " + shape.size(3) + " x " + shape.size(2)
                    + " (width x height) large; the region " + text(region) + " does not fit");
        }
        int width = (int) shape.size(shape.rank() - 1);
        float[] mask = new float[Math.multiplyExact(count, places)];
        for (int c = 0; c < count; c++) {
            for (int p = 0; p < places && (channels.isEmpty() || channels.contains(c)); p++) {
                mask[c * places + p] =
                        region == null || region.contains(p % width + 0.5, Math.floorDiv(p, width) + 0.5) ? 1 : 0;
            }
        }
        long[] sizes = shape.sizes();
        sizes[0] = 1;
        return Tensor.floats(sizes, mask);
    }

    private static String text(Box region) {
        return String.format(Locale.ROOT, "%.0f,%.0f,%.0f,%.0f", region.x0(), region.y0(), region.x1(), region.y1());
    }
}
