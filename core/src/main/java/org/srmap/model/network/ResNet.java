package org.srmap.model.network;

import org.srmap.model.network.NetBuilder.Kernels;

/** ResNet as torchvision has it: of basic blocks (18, 34) or of bottlenecks with the stride in the 3x3 layer. */
public final class ResNet {
    private static final Window POINT = Window.of(1, 1, 0);

    private ResNet() {}

    /**
     * Writes the network down.
     *
     * @param blocks number of blocks in each of the four layers
     */
    public static void build(NetBuilder net, boolean bottleneck, int... blocks) {
        Flow x = net.conv(net.input(), "conv1", Kernels.withoutBias(net.width(64)), Window.of(7, 2, 3));
        x = net.relu(net.batchNorm(x, "bn1"), "relu");
        x = net.maxPool(x, "maxpool", Window.of(3, 2, 1));
        for (int layer = 0; layer < blocks.length; layer++) {
            int planes = net.width(64 << layer);
            for (int i = 0; i < blocks[layer]; i++) {
                String name = "layer" + (layer + 1) + "." + i;
                int stride = i == 0 && layer > 0 ? 2 : 1;
                x = bottleneck ? bottleneck(net, x, name, planes, stride) : basic(net, x, name, planes, stride);
            }
        }
        x = net.flatten(net.globalAveragePool(x, "avgpool"), "flatten");
        net.linear(x, "fc", net.classes("fc"));
    }

    private static Flow normed(NetBuilder net, Flow in, String conv, Kernels kernels, Window window) {
        return net.batchNorm(net.conv(in, conv, kernels, window), conv.replace("conv", "bn"));
    }

    private static Flow basic(NetBuilder net, Flow in, String name, int planes, int stride) {
        Kernels kernels = Kernels.withoutBias(planes);
        Flow x = normed(net, in, name + ".conv1", kernels, Window.of(3, stride, 1));
        x = net.relu(x, name + ".relu");
        x = normed(net, x, name + ".conv2", kernels, Window.of(3, 1, 1));
        Flow sum = net.sum(x, shortcut(net, in, name, planes, stride), name + ".add");
        return net.relu(sum, name + ".relu_1");
    }

    private static Flow bottleneck(NetBuilder net, Flow in, String name, int planes, int stride) {
        Kernels narrow = Kernels.withoutBias(planes);
        Flow x = net.relu(normed(net, in, name + ".conv1", narrow, POINT), name + ".relu");
        x = normed(net, x, name + ".conv2", narrow, Window.of(3, stride, 1));
        x = net.relu(x, name + ".relu_1");
        x = normed(net, x, name + ".conv3", Kernels.withoutBias(4 * planes), POINT);
        Flow sum = net.sum(x, shortcut(net, in, name, 4 * planes, stride), name + ".add");
        return net.relu(sum, name + ".relu_2");
    }

    /** The input itself, or a 1x1 convolution where the size changes. */
    private static Flow shortcut(NetBuilder net, Flow in, String name, int channels, int stride) {
        if (stride == 1 && in.channels() == channels) {
            return in;
        }
        Kernels kernels = Kernels.withoutBias(channels);
        Flow x = net.conv(in, name + ".downsample.0", kernels, Window.of(1, stride, 0));
        return net.batchNorm(x, name + ".downsample.1");
    }
}
