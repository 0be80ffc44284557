"""Alternating measurements, and what they were made on."""
import pathlib
import platform
import statistics
import time

import torch

GAP = 0.25  # seconds: both sides keep their threads spinning for a while after a run


def timed(run, *arguments, cpu=False):
    """A callable that runs and returns its seconds, or its CPU seconds."""
    clock = time.process_time if cpu else time.perf_counter

    def measure():
        start = clock()
        run(*arguments)
        return clock() - start

    return measure


def alternating(sides, pairs, warm=1):
    """Each side's seconds, run in turn; sides: callables that return seconds. A turn is one run to fetch the side's weights
    back into the caches, which the other side has filled, and then one that counts: as in a run over many pictures."""
    samples = [[] for _ in sides]
    for i in range(warm + pairs):
        for side, sample in zip(sides, samples):
            time.sleep(GAP)
            side()
            seconds = side()
            if i >= warm:
                sample.append(seconds)
    return samples


def ratio(ours, theirs):
    """Median of the pairs' ratios: a machine that drifts moves both."""
    return statistics.median(b / a for a, b in zip(ours, theirs))


def median(sample):
    return statistics.median(sample)


def machine():
    model, flags = "unknown CPU", ""
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
        if line.startswith("flags"):
            flags = line
    wide = next((name for name in ("avx512f", "avx2", "asimd") if name in flags), "")
    cores = torch.multiprocessing.cpu_count()
    return f"{model} ({cores} cores, {wide}), {platform.system()} {platform.machine()}, torch {torch.__version__}"
