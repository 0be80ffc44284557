#!/usr/bin/env python3
"""Context-aware saliency of a 224 x 224 map by brute force in PyTorch: the peer of SaliencyBenchmark.

    saliency_torch.py [--threads 2] [--runs 3] [--map FILE.f32] [--out FILE.f32]

Distances come from one matrix product per block of queries, the K nearest from topk; the result is exact (up to
float32). Without --map it makes a seeded sparse map. --map and --out are raw little-endian float32, 224 x 224.
"""
import argparse
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

SIDE, PATCH, STRIDE, K, C = 224, 7, 3, 64, 3.0
SCALES, LEVELS = (1.0, 0.8, 0.5, 0.3), (1.0, 0.5, 0.25)
BLOCK = 1024


def triangle(source, target):
    step = source / target
    centre = (torch.arange(target, dtype=torch.float64) + 0.5) * step - 0.5
    distance = (centre[:, None] - torch.arange(source, dtype=torch.float64)[None, :]).abs()
    weights = (1 - distance / max(1.0, step)).clamp(min=0)
    return (weights / weights.sum(1, keepdim=True)).float()


def resize(image, height, width):
    return triangle(image.shape[0], height) @ image @ triangle(image.shape[1], width).T


def length(scale, n):
    return math.ceil(scale * n - 1e-9)


def symmetric(n):
    margin = PATCH // 2
    return torch.tensor([*range(margin - 1, -1, -1), *range(n), *range(n - 1, n - 1 - margin, -1)])


def windows(image, stride):
    return F.unfold(image[None, None], PATCH, stride=stride)[0].T.contiguous()


def grid(height, width):
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    return torch.stack([y.reshape(-1), x.reshape(-1)], 1).float()


def mean_dissimilarity(image, scale):
    height, width = image.shape
    queries = windows(image[symmetric(height)][:, symmetric(width)], 1)
    places = grid(height, width)
    patches, centres, unscaled = [], [], 0
    for level in LEVELS:
        if scale * level < 0.2 - 1e-9:
            continue
        context = image if level == 1 else resize(image, length(level, height), length(level, width))
        patches.append(windows(context, STRIDE))
        rows, columns = [(n - PATCH) // STRIDE + 1 for n in context.shape]
        centres.append((grid(rows, columns) * STRIDE + PATCH / 2) / level - 0.5)
        unscaled = unscaled or len(patches[0])
    patches, centres = torch.cat(patches), torch.cat(centres)
    squared = (patches * patches).sum(1)
    out = torch.empty(len(queries))
    for at in range(0, len(queries), BLOCK):
        query, place = queries[at : at + BLOCK], places[at : at + BLOCK]
        d = torch.addmm(squared[None, :], query, patches.T, alpha=-2)
        d += (query * query).sum(1, keepdim=True)
        away = torch.cdist(place, centres, compute_mode="donot_use_mm_for_euclid_dist")
        d = d.clamp_(min=0).sqrt_().div_(away.mul(C / max(height, width)).add_(1)).div_(PATCH)
        d[:, :unscaled].masked_fill_(away[:, :unscaled] == 0, math.inf)
        out[at : at + BLOCK] = d.topk(K, largest=False, sorted=False).values.mean(1)
    return out.reshape(height, width)


def attract(image):
    low, high = image.min(), image.max()
    image = (image - low) / (high - low) if high > low else torch.zeros_like(image)
    foci = (image > 0.8).nonzero().float()
    if len(foci) == 0:
        return image
    places = grid(*image.shape)
    distance = torch.cat([torch.cdist(p, foci).min(1).values for p in places.split(4096)]).reshape(image.shape)
    return image * (1 - distance / distance.max()) if distance.max() > 0 else image


def saliency(image):
    image = (image - image.min()) / (image.max() - image.min())
    total = torch.zeros_like(image)
    for scale in SCALES:
        scaled = resize(image, length(scale, SIDE), length(scale, SIDE))
        total += attract(resize(1 - torch.exp(-mean_dissimilarity(scaled, scale)), SIDE, SIDE))
    return total / len(SCALES)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--map")
    parser.add_argument("--out")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.map:
        values = np.fromfile(options.map, "<f4").reshape(SIDE, SIDE)
    else:
        values = np.maximum(0, np.random.default_rng(42).standard_normal((SIDE, SIDE))).astype("f4")
    image = torch.from_numpy(values.copy())
    for run in range(options.runs):
        wall, cpu = time.perf_counter(), time.process_time()
        result = saliency(image)
        print(f"run {run}: {time.perf_counter() - wall:.2f} s, {time.process_time() - cpu:.2f} s of CPU time")
    if options.out:
        result.numpy().astype("<f4").tofile(options.out)


if __name__ == "__main__":
    main()
