package org.srmap.model.network;

import org.srmap.model.network.NetBuilder.Kernels;

/** SqueezeNet 1.0 and 1.1 as torchvision has them. */
public final class SqueezeNet {
    private static final Window POINT = Window.of(1, 1, 0);
    private static final Window POOL = new Window(3, 2, 0, true);

    private SqueezeNet() {}

    /** Version 1.0. */
    public static void version10(NetBuilder net) {
        build(net, net.conv(net.input(), "features.0", Kernels.of(net.width(96)), Window.of(7, 2, 0)), new int[] {
            0, 16, 16, 32, 0, 32, 48, 48, 64, 0, 64
        });
    }

    /** Version 1.1: a smaller first layer and earlier pooling. */
    public static void version11(NetBuilder net) {
        build(net, net.conv(net.input(), "features.0", Kernels.of(net.width(64)), Window.of(3, 2, 0)), new int[] {
            0, 16, 16, 0, 32, 32, 0, 48, 48, 64, 64
        });
    }

    /** The modules from features.2 on: channels of the squeeze layer of a fire module, 0 for pooling. */
    private static void build(NetBuilder net, Flow first, int[] modules) {
        Flow x = net.relu(first, "features.1");
        for (int i = 0; i < modules.length; i++) {
            String name = "features." + (i + 2);
            x = modules[i] == 0 ? net.maxPool(x, name, POOL) : fire(net, x, name, modules[i]);
        }
        x = net.conv(x, "classifier.1", Kernels.of(net.classes("classifier.1")), POINT);
        x = net.globalAveragePool(net.relu(x, "classifier.2"), "classifier.3");
        net.flatten(x, "flatten");
    }

    /** Squeeze to few channels, then expand each fourfold by 1x1 and by 3x3 kernels. */
    private static Flow fire(NetBuilder net, Flow in, String name, int squeeze) {
        Flow narrow = net.conv(in, name + ".squeeze", Kernels.of(net.width(squeeze)), POINT);
        narrow = net.relu(narrow, name + ".squeeze_activation");
        Kernels kernels = Kernels.of(net.width(4 * squeeze));
        Flow one = net.relu(net.conv(narrow, name + ".expand1x1", kernels, POINT), name + ".expand1x1_activation");
        Flow three = net.conv(narrow, name + ".expand3x3", kernels, Window.of(3, 1, 1));
        return net.concat(one, net.relu(three, name + ".expand3x3_activation"), name + ".cat");
    }
}
