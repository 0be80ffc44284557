#!/usr/bin/env python3
"""SR maps of srmap beside an exact brute force in PyTorch and beside the floor: the multiply-adds alone.

    bench/peers/venv/bin/python bench/peers/saliency.py [--java NAME=JAVA,...] [--runs 5]

One map of 224 x 224 x 1 that looks like relevance, all four scales. The maps are compared in the same run.
"""
import argparse
import os
import pathlib
import sys
import tempfile
import time

for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):  # would slow the peer down
    if os.environ.pop(variable, None) is not None:
        os.execv(sys.executable, [sys.executable, *sys.argv])

import numpy as np
import torch

import saliency_torch
from ours import Server
from timing import alternating, machine, median, timed

SIDE = 224
ALLOWED = 1e-3  # of the largest value: the brute force takes roots of differences of products in float32


def relevance_like(side, seed=42):
    """Heavy-tailed noise around a few objects over a weak background."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side] * (SIDE / side)
    near = sum(np.exp(-((y - a) ** 2 + (x - b) ** 2) / c**2) for a, b, c in ((90, 100, 28), (140, 60, 16), (60, 170, 12)))
    noise, weak = random.standard_normal((2, side, side))
    return np.maximum(0, near * noise**2 + 0.01 * weak).astype(np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--java", default="java=java", help="names and programs, separated by commas")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--class-path", help="of srmap's benchmarks [bench/target/benchmarks.jar]")
    options = parser.parse_args()
    torch.set_num_threads(2)
    given = relevance_like(SIDE)
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "map.npy"
        np.save(file, given)
        image = torch.from_numpy(given)
        truth = saliency_torch.saliency(image).numpy()
        brute = median(alternating([timed(saliency_torch.saliency, image)], 2, warm=0)[0])
        print(f"torch brute force, 2 threads: {brute:.2f} s")
        print("\n| | seconds | brute force / ours | ours / floor | difference |\n|---|---|---|---|---|")
        for name, java in (entry.split("=", 1) for entry in options.java.split(",")):
            with Server(java, True, options.class_path) as server:
                rows = [("auto", 2), ("auto", 1), ("plain", 2)]
                subjects = [server.open("saliency", file, threads, kernel) for kernel, threads in rows]
                floors = [server.open("saliency", file, threads, "floor") for threads in (2, 1)]
                samples = [median(s) for s in alternating(subjects + floors, options.runs, warm=3)]
                for (kernel, threads), subject, seconds in zip(rows, subjects, samples):
                    off = np.abs(subject.result(folder) - truth).max() / truth.max()
                    if not off <= ALLOWED:
                        sys.exit(f"WRONG: {name} {kernel}: off by {off:.1e} of the maximum")
                    floor = samples[3] if threads == 2 else samples[4]
                    label = "Vector API" if kernel == "auto" else "plain Java"
                    print(
                        f"| {label}, {name}, {threads} thread{'s' * (threads > 1)} | {seconds:.2f} | {brute / seconds:.1f} "
                        f"| {seconds / floor:.1f} | {off:.0e} |",
                        flush=True,
                    )
                print(f"| thread scaling 1 to 2, {name} | | | {samples[1] / samples[0]:.2f} | |", flush=True)


if __name__ == "__main__":
    main()
