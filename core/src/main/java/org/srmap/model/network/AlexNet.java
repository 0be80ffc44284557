package org.srmap.model.network;

import org.srmap.model.network.NetBuilder.Kernels;

/** AlexNet in torchvision's one-column form, and in Caffe's two forms with groups and local response normalisation. */
public final class AlexNet {
    private static final Window POOL = Window.of(3, 2, 0);
    private static final Window CAFFE_POOL = new Window(3, 2, 0, true);

    private AlexNet() {}

    /** torchvision's: 224 x 224. */
    public static void torchvision(NetBuilder net) {
        Flow x = net.input();
        x = layer(net, x, 0, 64, Window.of(11, 4, 2));
        x = net.maxPool(x, "features.2", POOL);
        x = layer(net, x, 3, 192, Window.of(5, 1, 2));
        x = net.maxPool(x, "features.5", POOL);
        x = layer(net, x, 6, 384, Window.of(3, 1, 1));
        x = layer(net, x, 8, 256, Window.of(3, 1, 1));
        x = layer(net, x, 10, 256, Window.of(3, 1, 1));
        x = net.maxPool(x, "features.12", POOL);
        x = net.flatten(net.adaptiveAveragePool(x, "avgpool", 6), "flatten");
        x = net.relu(net.linear(x, "classifier.1", net.width(4096)), "classifier.2");
        x = net.relu(net.linear(x, "classifier.4", net.width(4096)), "classifier.5");
        net.linear(x, "classifier.6", net.classes("classifier.6"));
    }

    private static Flow layer(NetBuilder net, Flow in, int index, int channels, Window window) {
        Flow conv = net.conv(in, "features." + index, Kernels.of(net.width(channels)), window);
        return net.relu(conv, "features." + (index + 1));
    }

    /** Caffe's AlexNet, 227 x 227: normalisation before pooling. */
    public static void caffe(NetBuilder net) {
        Flow x = caffeLayer(net, net.input(), "1", grouped(net, 96, 1), Window.of(11, 4, 0));
        x = net.maxPool(net.localResponseNorm(x, "norm1"), "pool1", CAFFE_POOL);
        x = caffeLayer(net, x, "2", grouped(net, 256, 2), Window.of(5, 1, 2));
        x = net.maxPool(net.localResponseNorm(x, "norm2"), "pool2", CAFFE_POOL);
        caffeTop(net, x);
    }

    /** Caffe's CaffeNet, 227 x 227: pooling before normalisation. */
    public static void caffeNet(NetBuilder net) {
        Flow x = caffeLayer(net, net.input(), "1", grouped(net, 96, 1), Window.of(11, 4, 0));
        x = net.localResponseNorm(net.maxPool(x, "pool1", CAFFE_POOL), "norm1");
        x = caffeLayer(net, x, "2", grouped(net, 256, 2), Window.of(5, 1, 2));
        x = net.localResponseNorm(net.maxPool(x, "pool2", CAFFE_POOL), "norm2");
        caffeTop(net, x);
    }

    private static void caffeTop(NetBuilder net, Flow in) {
        Window three = Window.of(3, 1, 1);
        Flow x = caffeLayer(net, in, "3", grouped(net, 384, 1), three);
        x = caffeLayer(net, x, "4", grouped(net, 384, 2), three);
        x = caffeLayer(net, x, "5", grouped(net, 256, 2), three);
        x = net.maxPool(x, "pool5", CAFFE_POOL);
        x = net.flatten(net.adaptiveAveragePool(x, "avgpool", 6), "flatten");
        x = net.relu(net.linear(x, "fc6", net.width(4096)), "relu6");
        x = net.relu(net.linear(x, "fc7", net.width(4096)), "relu7");
        net.linear(x, "fc8", net.classes("fc8"));
    }

    private static Kernels grouped(NetBuilder net, int channels, int groups) {
        return new Kernels(net.width(channels), groups, true);
    }

    private static Flow caffeLayer(NetBuilder net, Flow in, String number, Kernels kernels, Window window) {
        return net.relu(net.conv(in, "conv" + number, kernels, window), "relu" + number);
    }
}
