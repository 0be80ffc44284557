package org.srmap.model.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.srmap.model.network.NetBuilder.Kernels;
import org.srmap.model.weights.Parameters;

/** VGG with 11, 13, 16 or 19 layers, with and without batch normalisation. */
public final class Vgg {
    private static final int[] CHANNELS = {64, 128, 256, 512, 512};
    private static final Map<Integer, int[]> CONVOLUTIONS = Map.of(
            11, new int[] {1, 1, 2, 2, 2},
            13, new int[] {2, 2, 2, 2, 2},
            16, new int[] {2, 2, 3, 3, 3},
            19, new int[] {2, 2, 4, 4, 4});

    private Vgg() {}

    private static int[] convolutions(int depth) {
        int[] blocks = CONVOLUTIONS.get(depth);
        if (blocks == null) {
            throw new IllegalStateException("there is no VGG-" + depth);
        }
        return blocks;
    }

    /** Writes the network down. */
    public static void build(NetBuilder net, int depth, boolean batchNorm) {
        Flow x = net.input();
        int index = 0;
        int[] blocks = convolutions(depth);
        for (int block = 0; block < blocks.length; block++) {
            for (int i = 0; i < blocks[block]; i++) {
                Kernels kernels = Kernels.of(net.width(CHANNELS[block]));
                x = net.conv(x, "features." + index++, kernels, Window.of(3, 1, 1));
                if (batchNorm) {
                    x = net.batchNorm(x, "features." + index++);
                }
                x = net.relu(x, "features." + index++);
            }
            x = net.maxPool(x, "features." + index++, Window.of(2, 2, 0));
        }
        x = net.flatten(net.adaptiveAveragePool(x, "avgpool", 7), "flatten");
        x = net.relu(net.linear(x, "classifier.0", net.width(4096)), "classifier.1");
        x = net.relu(net.linear(x, "classifier.3", net.width(4096)), "classifier.4");
        net.linear(x, "classifier.6", net.classes("classifier.6"));
    }

    /**
     * The names that conversions from Caffe, Torch7 and MatConvNet give the parameters: {@code conv1_1} or
     * {@code conv_1_1}, ..., {@code fc6}, {@code fc7}, {@code fc8}.
     */
    public static Parameters.Aliases aliases(int depth) {
        Map<String, List<String>> others = new HashMap<>();
        int[] blocks = convolutions(depth);
        int index = 0;
        for (int block = 1; block <= blocks.length; block++) {
            for (int i = 1; i <= blocks[block - 1]; i++) {
                String number = block + "_" + i;
                others.put("features." + index, List.of("conv" + number, "conv_" + number));
                index += 2;
            }
            index++;
        }
        others.put("classifier.0", List.of("fc6"));
        others.put("classifier.3", List.of("fc7"));
        others.put("classifier.6", List.of("fc8"));
        return name -> renamed(name, others);
    }

    private static List<String> renamed(String parameter, Map<String, List<String>> others) {
        int dot = parameter.lastIndexOf('.');
        List<String> names = new ArrayList<>();
        for (String other : others.getOrDefault(parameter.substring(0, dot), List.of())) {
            names.add(other + parameter.substring(dot));
        }
        return names;
    }
}
