#!/usr/bin/env python3
"""Trains the small picture classifier that is built into srmap and writes it as ONNX.

    train.py DATA OUT [--minutes 50 | --epochs 60] [--seed 1]

DATA holds train/<class>/*.jpg and val/<class>/*.jpg, with the ten class folders of
Imagenette (names as in CLASSES below, or the WordNet ids that Imagenette itself uses).
OUT becomes a folder with demo.onnx, train.log and checkpoint.pt; a run that was
interrupted continues from the checkpoint.

Needs: python3, torch, onnx (the helper API only), Pillow, numpy. No GPU.
"""
import argparse
import copy
import json
import math
import os
import time

import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

# folder name, WordNet id, readable label; in the order of their ImageNet indices
CLASSES = [
    ("tench", "n01440764", "tench"),
    ("english_springer", "n02102040", "English springer"),
    ("cassette_player", "n02979186", "cassette player"),
    ("chain_saw", "n03000684", "chain saw"),
    ("church", "n03028079", "church"),
    ("french_horn", "n03394916", "French horn"),
    ("garbage_truck", "n03417042", "garbage truck"),
    ("gas_pump", "n03425413", "gas pump"),
    ("golf_ball", "n03445777", "golf ball"),
    ("parachute", "n03888257", "parachute"),
]
LAYERS = [16, "M", 32, "M", 64, 64, "M", 128, 128, "M", 160, 160]
RESIZE, CROP = 146, 128
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
SMOOTHING = 0.05


# ---------------------------------------------------------------- pictures

def centre_crop(picture):
    """The documented preprocessing up to the byte values: shorter side to RESIZE, centre CROP."""
    w, h = picture.size
    if w <= h:
        size = (RESIZE, int(RESIZE * h / w))
    else:
        size = (int(RESIZE * w / h), RESIZE)
    picture = picture.convert("RGB").resize(size, Image.BILINEAR)
    x, y = round((size[0] - CROP) / 2), round((size[1] - CROP) / 2)
    return picture.crop((x, y, x + CROP, y + CROP))


def to_input(pixels):
    """uint8 [N,3,H,W] to the network's input."""
    mean = torch.tensor(MEAN).view(1, 3, 1, 1)
    std = torch.tensor(STD).view(1, 3, 1, 1)
    return (pixels.float() / 255 - mean) / std


def load(folder, prepare):
    """All photos of a split, decoded once: list of uint8 [3,H,W], labels."""
    pixels, labels = [], []
    for label, (name, synset, _) in enumerate(CLASSES):
        place = os.path.join(folder, name)
        if not os.path.isdir(place):
            place = os.path.join(folder, synset)
        for file in sorted(os.listdir(place)):
            with Image.open(os.path.join(place, file)) as picture:
                array = np.asarray(prepare(picture.convert("RGB")))
            pixels.append(torch.from_numpy(array.copy()).permute(2, 0, 1).contiguous())
            labels.append(label)
    return pixels, torch.tensor(labels)


def random_crop(picture, size):
    """Random resized crop. The photos are squashed to squares, hence crops rather narrow than wide."""
    _, h, w = picture.shape
    for _ in range(10):
        area = h * w * np.random.uniform(0.25, 1.0)
        ratio = math.exp(np.random.uniform(math.log(0.6), math.log(1.35)))
        cw, ch = round(math.sqrt(area * ratio)), round(math.sqrt(area / ratio))
        if cw <= w and ch <= h:
            break
    else:
        cw = ch = min(h, w)
    x, y = np.random.randint(w - cw + 1), np.random.randint(h - ch + 1)
    part = picture[:, y:y + ch, x:x + cw].unsqueeze(0).float()
    if np.random.rand() < 0.5:
        part = part.flip(3)
    return F.interpolate(part, size=(size, size), mode="bilinear", antialias=True,
                         align_corners=False)


def colour_jitter(x):
    """Brightness, contrast, saturation, now and then grey; x holds bytes as floats."""
    n = x.shape[0]

    def factor(amount):
        return 1 + amount * (2 * torch.rand(n, 1, 1, 1) - 1)

    x = x * factor(0.35)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    x = mean + (x - mean) * factor(0.35)
    grey = (x * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
    amount = torch.where(torch.rand(n, 1, 1, 1) < 0.05, torch.zeros(n, 1, 1, 1), factor(0.4))
    return (grey + (x - grey) * amount).clamp(0, 255)


def cutout(x, share=0.4):
    """A grey square over part of some pictures (x is normalised, so grey is 0)."""
    n, _, h, w = x.shape
    for i in np.nonzero(np.random.rand(n) < share)[0]:
        s = int(h * np.random.uniform(0.15, 0.4))
        cy, cx = np.random.randint(h - s + 1), np.random.randint(w - s + 1)
        x[i, :, cy:cy + s, cx:cx + s] = 0
    return x


def batch(pixels, indices, size):
    x = torch.cat([random_crop(pixels[i], size) for i in indices])
    return cutout(to_input(colour_jitter(x)))


# ---------------------------------------------------------------- network

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for width in LAYERS:
            if width == "M":
                layers.append(nn.MaxPool2d(2))
            else:
                layers += [nn.Conv2d(channels, width, 3, padding=1, bias=False),
                           nn.BatchNorm2d(width), nn.ReLU(inplace=True)]
                channels = width
        self.features = nn.Sequential(*layers)
        self.dense = nn.Linear(channels, len(CLASSES))

    def forward(self, x):
        return self.dense(self.features(x).mean(dim=(2, 3)))


def update_average(average, net, decay):
    with torch.no_grad():
        for a, b in zip(average.state_dict().values(), net.state_dict().values()):
            if a.dtype.is_floating_point:
                a.lerp_(b, 1 - decay)
            else:
                a.copy_(b)


def logits_of(function, pixels):
    with torch.no_grad():
        return torch.cat([function(to_input(p)) for p in pixels.split(100)])


# ---------------------------------------------------------------- ONNX

def export(net, card, path):
    """Writes the network with each batch norm folded into its convolution."""
    nodes, weights = [], []

    def weight(name, tensor):
        array = tensor.detach().double().numpy().astype(np.float32)
        weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    value, convs, pools = "input", 0, 0
    modules = list(net.features)
    for i, module in enumerate(modules):
        if isinstance(module, nn.Conv2d):
            convs += 1
            norm = modules[i + 1]
            gain = norm.weight.double() / torch.sqrt(norm.running_var.double() + norm.eps)
            w = module.weight.double() * gain.view(-1, 1, 1, 1)
            b = norm.bias.double() - norm.running_mean.double() * gain
            name = "conv%d" % convs
            nodes.append(helper.make_node(
                "Conv", [value, weight(name + ".weight", w), weight(name + ".bias", b)], [name],
                name=name, kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1],
                dilations=[1, 1], group=1))
            value = name
        elif isinstance(module, nn.ReLU):
            name = "relu%d" % convs
            nodes.append(helper.make_node("Relu", [value], [name], name=name))
            value = name
        elif isinstance(module, nn.MaxPool2d):
            pools += 1
            name = "pool%d" % pools
            nodes.append(helper.make_node("MaxPool", [value], [name], name=name,
                                          kernel_shape=[2, 2], strides=[2, 2], pads=[0, 0, 0, 0]))
            value = name
    nodes.append(helper.make_node("GlobalAveragePool", [value], ["mean"], name="mean"))
    nodes.append(helper.make_node("Flatten", ["mean"], ["flat"], name="flatten", axis=1))
    nodes.append(helper.make_node(
        "Gemm", ["flat", weight("dense.weight", net.dense.weight),
                 weight("dense.bias", net.dense.bias)], ["logits"],
        name="dense", alpha=1.0, beta=1.0, transA=0, transB=1))

    graph = helper.make_graph(
        nodes, "demo",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, CROP, CROP])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", len(CLASSES)])],
        weights)
    model = helper.make_model(graph, producer_name="srmap", ir_version=7,
                              opset_imports=[helper.make_opsetid("", 13)])
    helper.set_model_props(model, {"srmap.card": json.dumps(card)})
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def interpreter(path):
    """Runs the written file, node by node: shows that the file alone gives the accuracy."""
    graph = onnx.load(path).graph
    constants = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}

    def run(x):
        values = dict(constants)
        values[graph.input[0].name] = x
        for node in graph.node:
            a = [values[name] for name in node.input]
            att = {t.name: helper.get_attribute_value(t) for t in node.attribute}
            if node.op_type == "Conv":
                y = F.conv2d(a[0], a[1], a[2], att["strides"], att["pads"][:2])
            elif node.op_type == "Relu":
                y = F.relu(a[0])
            elif node.op_type == "MaxPool":
                y = F.max_pool2d(a[0], att["kernel_shape"], att["strides"])
            elif node.op_type == "GlobalAveragePool":
                y = a[0].mean(dim=(2, 3), keepdim=True)
            elif node.op_type == "Flatten":
                y = a[0].flatten(att["axis"])
            elif node.op_type == "Gemm":
                y = F.linear(a[0], a[1], a[2])
            else:
                raise ValueError(node.op_type)
            values[node.output[0]] = y
        return values[graph.output[0].name]

    return run


# ---------------------------------------------------------------- main

def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=float, help="length of the schedule in epochs")
    length.add_argument("--minutes", type=float, help="length of the schedule in wall time")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    if not args.minutes and not args.epochs:
        args.epochs = 60
    os.makedirs(args.out, exist_ok=True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    log_file = open(os.path.join(args.out, "train.log"), "a", buffering=1)

    def log(text):
        print(text, flush=True)
        log_file.write(text + "\n")

    pixels, labels = load(os.path.join(args.data, "train"), lambda picture: picture)
    val_pixels, val_labels = load(os.path.join(args.data, "val"), centre_crop)
    val_pixels = torch.stack(val_pixels)
    log("%d training photos, %d validation photos" % (len(labels), len(val_labels)))

    net = Net()
    log("%d parameters" % sum(p.numel() for p in net.parameters()))
    net = net.to(memory_format=torch.channels_last)
    average = copy.deepcopy(net).eval()
    decayed = [p for p in net.parameters() if p.dim() > 1]
    plain = [p for p in net.parameters() if p.dim() <= 1]
    top_rate, size = 0.06, 64
    optimizer = torch.optim.SGD([{"params": decayed, "weight_decay": 5e-4},
                                 {"params": plain, "weight_decay": 0.0}],
                                lr=top_rate, momentum=0.9, nesterov=True)
    steps = len(labels) // size
    epoch, before = 0, 0.0
    checkpoint = os.path.join(args.out, "checkpoint.pt")
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        epoch, before = state["epoch"], state["seconds"]
        np.random.seed(args.seed + epoch)
        torch.manual_seed(args.seed + epoch)
        log("continued after epoch %d" % epoch)
    start = time.time() - before

    def progress(step):
        if args.minutes:
            return min(1.0, (time.time() - start) / (60 * args.minutes))
        return min(1.0, (epoch + step / steps) / args.epochs)

    def accuracy(function):
        right = logits_of(function, val_pixels).argmax(1) == val_labels
        return right.float().mean().item()

    done = progress(0)
    while done < 1:
        net.train()
        order = np.random.permutation(len(labels))
        # low resolution first: cheaper, and sees more epochs
        side = 96 if done < 0.4 else 112 if done < 0.7 else 128
        total, count = 0.0, 0
        for step in range(steps):
            done = progress(step)
            if done >= 1:
                break
            # linear warm-up, then cosine
            rate = top_rate * (done / 0.06 if done < 0.06
                               else 0.5 + 0.5 * math.cos(math.pi * (done - 0.06) / 0.94))
            for group in optimizer.param_groups:
                group["lr"] = rate
            index = order[step * size:(step + 1) * size]
            x, y = batch(pixels, index, side), labels[index]
            other, lam = y, 1.0
            if done < 0.8 and np.random.rand() < 0.4:  # mixup, not at the end
                lam = np.random.beta(0.4, 0.4)
                swap = torch.randperm(len(y))
                x, other = lam * x + (1 - lam) * x[swap], y[swap]
            x = x.to(memory_format=torch.channels_last)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                z = net(x)
            z = z.float()
            loss = (lam * F.cross_entropy(z, y, label_smoothing=SMOOTHING)
                    + (1 - lam) * F.cross_entropy(z, other, label_smoothing=SMOOTHING))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            update_average(average, net, min(0.998, 0.9 + 0.1 * (epoch * steps + step) / 2000))
            total, count = total + loss.item(), count + 1
        epoch += 1
        done = progress(0)
        report = ""
        if epoch % 5 == 0 or done >= 1:
            report = "  val top-1 %.4f" % accuracy(average)
        log("epoch %3d  side %d  rate %.4f  loss %.4f  %5.1f min%s"
            % (epoch, side, rate, total / max(count, 1), (time.time() - start) / 60, report))
        torch.save({"net": net.state_dict(), "average": average.state_dict(),
                    "optimizer": optimizer.state_dict(), "epoch": epoch,
                    "seconds": time.time() - start}, checkpoint + ".tmp")
        os.replace(checkpoint + ".tmp", checkpoint)

    # the averaged weights of the end, whatever their validation accuracy
    z = logits_of(average, val_pixels)
    right = z.argmax(1) == val_labels
    top1 = right.float().mean().item()
    card = {
        "name": "demo",
        "title": "srmap demo: ten kinds of things, 128x128",
        "labels": [label for _, _, label in CLASSES],
        "synsets": [synset for _, synset, _ in CLASSES],
        "preprocessing": {"resize": RESIZE, "crop": CROP, "channels": "RGB", "scale": 1 / 255,
                          "mean": MEAN, "std": STD},
        "source": "Trained from scratch by tools/demo-model/train.py on %d photos of Imagenette "
                  "(a subset of ImageNet, fast.ai)" % len(labels),
        "terms": "The weights are part of srmap. They were learned from ImageNet photos, whose "
                 "terms of access allow non-commercial research and educational use; no photo "
                 "is included.",
        "accuracy": round(top1, 4),
    }
    path = os.path.join(args.out, "demo.onnx")
    export(average, card, path)

    z_file = logits_of(interpreter(path), val_pixels)
    log("written: %s, %d bytes" % (os.path.basename(path), os.path.getsize(path)))
    log("largest difference of a logit, file against network: %.2g" % (z - z_file).abs().max())
    log("val top-1 of the file: %.4f (%d of %d)"
        % ((z_file.argmax(1) == val_labels).float().mean(),
           (z_file.argmax(1) == val_labels).sum(), len(val_labels)))
    log("val top-3 of the file: %.4f"
        % (z_file.topk(3).indices == val_labels[:, None]).any(1).float().mean())
    log("mean probability of the top class: %.4f" % z_file.softmax(1).max(1).values.mean())
    for label, (_, _, name) in enumerate(CLASSES):
        of_class, named = val_labels == label, z_file.argmax(1) == label
        both = (of_class & named).sum().item()
        log("%-18s recall %.3f  precision %.3f"
            % (name, both / of_class.sum().item(), both / max(1, named.sum().item())))


if __name__ == "__main__":
    main()
