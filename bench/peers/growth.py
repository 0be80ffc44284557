#!/usr/bin/env python3
"""How the time of a relevance pass and of an SR map grows with picture size, batch, targets and depth; draws it.

    bench/peers/venv/bin/python bench/peers/growth.py [--out docs/images/growth.svg] [--runs 5]
"""
import argparse
import pathlib
import tempfile
import warnings

import numpy as np
import torch

import networks
from ours import Server
from saliency import relevance_like
from timing import alternating, machine, median

PRESET = "epsilon-plus-flat"
SIZES = (96, 160, 224, 320, 448)
COUNTS = (1, 2, 4, 8, 16)
DEPTHS = {"resnet18": 18, "resnet34": 34, "resnet50": 50, "resnet101": 101}


class Growth:
    def __init__(self, server, folder, runs):
        self.server, self.folder, self.runs = server, folder, runs

    def relevance(self, name, size=224, batch=1, targets=1):
        """Seconds of the plain forward pass and of logits and relevance."""
        file = self.folder / f"{name}-{size}.onnx"
        if not file.exists():
            networks.export(networks.network(name), file, size)
        given = self.folder / "pictures.npy"
        np.save(given, networks.pictures(batch, size).numpy())
        sides = [
            self.server.open("relevance", file, "forward", given, 2),
            self.server.open("relevance", file, PRESET, given, 2, targets),
        ]
        seconds = [median(s) for s in alternating(sides, self.runs)]
        for side in sides:
            side.close()
        return seconds

    def saliency(self, size):
        file = self.folder / "map.npy"
        np.save(file, relevance_like(size))
        return [median(alternating([self.server.open("saliency", file, 2, "auto")], self.runs, warm=2)[0])]


def measure(growth):
    yield "picture size", "pixels per side", SIZES, [growth.relevance("resnet18", size=s) for s in SIZES]
    yield "SR stage", "pixels per side", SIZES[:4], [growth.saliency(s) for s in SIZES[:4]]
    yield "batch", "pictures", COUNTS, [growth.relevance("resnet18", batch=b) for b in COUNTS]
    yield "targets of one picture", "targets", COUNTS, [growth.relevance("resnet18", targets=t) for t in COUNTS]
    yield "depth", "ResNet's layers", list(DEPTHS.values()), [growth.relevance(n) for n in DEPTHS]


def draw(panels, file):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "srmap"
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, len(panels), figsize=(3.1 * len(panels), 3), constrained_layout=True)
    for axis, (title, label, xs, rows) in zip(axes, panels):
        columns = list(zip(*rows))
        names = ("SR map",) if len(columns) == 1 else ("forward", "forward and relevance")
        for name, values, colour in zip(names, columns, ("#888888", "#c0392b") if len(columns) == 2 else ("#2c6fbb",)):
            axis.plot(xs, [1e3 * v for v in values], "o-", label=name, color=colour)
        axis.set(title=title, xlabel=label, ylabel="ms", xticks=xs, ylim=(0, None))
        axis.tick_params(labelsize=7)
        axis.legend(fontsize=7)
    figure.savefig(file, metadata={"Date": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default="docs/images/growth.svg")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", help="keeps the exported networks there")
    parser.add_argument("--class-path", help="of srmap's benchmarks [bench/target/benchmarks.jar]")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as temporary, Server("java", True, options.class_path) as server:
        folder = pathlib.Path(options.folder or temporary)
        print(f"{machine()}; {server.version}; 2 threads")
        panels = []
        for title, label, xs, rows in measure(Growth(server, folder, options.runs)):
            print(f"\n{title} ({label}): ms of " + ("the SR map" if len(rows[0]) == 1 else "forward, forward and relevance"))
            for x, row in zip(xs, rows):
                ratio = f"  {row[1] / row[0]:.2f} forward" if len(row) > 1 else ""
                print(f"{x:6d}  " + "  ".join(f"{1e3 * v:8.1f}" for v in row) + ratio, flush=True)
            panels.append((title, label, xs, rows))
        draw(panels, options.out)


if __name__ == "__main__":
    main()
