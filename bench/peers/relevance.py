#!/usr/bin/env python3
"""Relevance passes of srmap beside PyTorch's gradient, Zennit, Captum and the procedure of Li et al.

    bench/peers/setup.sh && mvn -q -DskipTests package
    bench/peers/venv/bin/python bench/peers/relevance.py [--networks vgg16,...] [--rows forward,...] [--batch 1,8]

Both sides compute the same networks with seeded weights on the same pictures, in turn, with the same number of threads.
The numbers are compared in the same run: with PyTorch in float64 as the judge, ours may be off by 1e-5 of the largest
relevance, or by twice what PyTorch in float32 is off by; a wrong answer is marked and makes the exit code 1. Where two values of
a pooling window are nearer than float32 can tell, relevance goes to the wrong one in either program: when the first
picture is off, four others are asked, and their median must hold. Prints a table of peer time / our time and of what a
relevance pass costs in plain forward passes of the same engine.
"""
import os

for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # would slow the peers down
    if os.environ.pop(variable, None) is not None:
        os.execv(os.sys.executable, [os.sys.executable, *os.sys.argv])

import argparse
import gc
import json
import pathlib
import sys
import tempfile
import warnings

import numpy as np
import torch

import networks
import torch_peers
from ours import Server
from timing import alternating, machine, median, ratio, timed

ZENNIT = ("epsilon-plus-flat", "epsilon-gamma-box", "epsilon-alpha2-beta1")
SINGLE = ":float32"  # our forward pass in float32, where its default is float64; the peers' is always float32
ROWS = ("forward", "gradient", "gradient" + SINGLE, "paper", "paper" + SINGLE, *ZENNIT, "captum")
SEQUENTIAL = ("alexnet", "vgg16")
CAPTUM_RULES = {
    "name": "captum alpha 1 beta 0",
    "entries": [
        {"kind": "activation", "rule": "pass", "optional": True},
        {"kind": "average-pool", "rule": "norm", "epsilon": 1e-9, "optional": True},
        {"kind": "conv", "rule": "positive-weights", "epsilon": 1e-9},
        {"kind": "dense", "rule": "epsilon", "epsilon": 1e-9},
        {"kind": "max-pool", "rule": "epsilon", "epsilon": 1e-9, "optional": True},
    ],
}


def peer(row, model, pictures):
    row = row.removesuffix(SINGLE)
    if row == "forward":
        return torch_peers.forward(model)
    if row == "gradient":
        return torch_peers.gradient(model)
    if row == "paper":
        return torch_peers.Paper(model)
    if row == "captum":
        return torch_peers.captum(model, pictures)
    return torch_peers.zennit(model, row)


def shown(row, count):
    """The pictures of a row. Captum's rule takes the first layer's negative inputs by positive weights too: their sums come
    near to zero with either sign, and neither program's digits mean anything. So its pictures are positive."""
    normalised = networks.pictures(count)
    return (normalised * networks.STD + networks.MEAN).clamp(0, 1) if row == "captum" else normalised


def error(result, truth):
    return float(np.abs(result - truth).max() / np.abs(truth).max())


def errors(row, name, ours, picture):
    """Errors of ours and of PyTorch in float32, on one picture, against PyTorch in float64."""
    truth = peer(row, networks.folded(networks.network(name)).double(), picture.double())(picture.double()).numpy()
    single = networks.folded(networks.network(name))
    theirs = error(peer(row, single, picture)(picture).numpy().astype(np.float64), truth)
    return error(ours.astype(np.float64), truth), theirs


def holds(mine, theirs):
    return mine <= max(1e-5, 2 * theirs)


def check(row, name, ours, pictures, others):
    """The errors as text, and whether they may be. others: gives our maps of other pictures, and these."""
    mine, theirs = errors(row, name, ours[:1], pictures[:1])
    text = f"{mine:.0e} ({theirs:.0e})"
    if holds(mine, theirs):
        return text, True
    maps, more = others()
    pairs = [errors(row, name, maps[i : i + 1], more[i : i + 1]) for i in range(len(more))]
    mine, theirs = (median(side) for side in zip(*pairs))
    return f"{text}, others {mine:.0e} ({theirs:.0e})", holds(mine, theirs)


def measure(options, server, folder, name, batch):
    file = folder / f"{name}.onnx"
    if not file.exists():
        networks.export(networks.folded(networks.network(name)), file)
    given = folder / "pictures.npy"
    np.save(given, networks.pictures(batch).numpy())
    alone = server.open("relevance", file, "forward", given, options.threads)
    for row in options.rows:
        if row.removesuffix(SINGLE) in ("paper", "captum") and name not in SEQUENTIAL:
            continue
        pictures = shown(row, batch)
        np.save(given, pictures.numpy())
        rules = {"captum": folder / "captum.json"}.get(row, row)
        ours = alone if row == "forward" else server.open("relevance", file, rules, given, options.threads)
        run = peer(row, networks.network(name), pictures)
        samples = alternating([ours, alone, timed(run, pictures, cpu=options.cpu)], options.pairs)

        def others():
            more = shown(row, 5)[1:]
            np.save(folder / "others.npy", more.numpy())
            asked = server.open("relevance", file, rules, folder / "others.npy", options.threads)
            asked()
            maps = asked.result(folder)
            asked.close()
            return maps, more

        text, right = check(row, name, ours.result(folder), pictures, others)
        gain = ratio(samples[0], samples[2])
        cost = 1 / ratio(samples[0], samples[1])
        seconds = [median(s) for s in samples]
        line = (
            f"| {name} | {batch} | {row} | **{gain:.2f}** | {seconds[2] * 1e3:.0f} / {seconds[0] * 1e3:.0f} "
            f"| {cost:.2f} | {text}{'' if right else ' WRONG'} |"
        )
        yield line, right
        if ours is not alone:
            ours.close()
        del run
        gc.collect()  # hooks and networks refer to each other: those of all rows would stay
    alone.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    several = lambda text: text.split(",")
    parser.add_argument("--networks", type=several, default=networks.NAMES)
    parser.add_argument("--rows", type=several, default=ROWS)
    parser.add_argument("--batch", type=lambda text: [int(b) for b in text.split(",")], default=(1, 8))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cpu", action="store_true", help="CPU time of one thread: for a machine that others use too")
    parser.add_argument("--pairs", type=int, default=7, help="measurements of each side")
    parser.add_argument("--folder", help="keeps the exported networks there")
    parser.add_argument("--java", default="java")
    parser.add_argument("--class-path", help="of srmap's benchmarks [bench/target/benchmarks.jar]")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    options.threads = 1 if options.cpu else options.threads
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as temporary, Server(
        options.java, True, options.class_path, options.cpu
    ) as server:
        folder = pathlib.Path(options.folder or temporary)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "captum.json").write_text(json.dumps(CAPTUM_RULES))
        print(f"{machine()}; {server.version}; {options.threads} threads" + ", CPU time" * options.cpu)
        print("\n| network | batch | preset | peer / ours | ms | in forward passes | error (PyTorch's) |")
        print("|---|---|---|---|---|---|---|")
        all_right = True
        for batch in options.batch:
            for name in options.networks:
                for line, right in measure(options, server, folder, name, batch):
                    print(line, flush=True)
                    all_right &= right
    sys.exit(0 if all_right else 1)


if __name__ == "__main__":
    main()
