#!/usr/bin/env python3
"""Prints tables of `srmap evaluate` as Markdown, mean and 95 % interval.

tables.py OUT [--columns pointing,mass,...] [--maps relevance,map] [--means]    a row for each method and map
tables.py OUT --differences [--columns ...] [--maps sr]                         SR map minus relevance, photo by photo
tables.py OUT --against METHOD [--columns ...] [--maps relevance]               method minus METHOD, photo by photo
"""
import argparse
import csv
import json
import pathlib
import random


def number(value, sign=""):
    text = f"{value:{sign}.3f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def cell(value, sign="", interval=True):
    if value is None:
        return ""
    mean = number(value["mean"], sign)
    return f"{mean} ({number(value['low'], sign)} to {number(value['high'], sign)})" if interval else mean


def rows_against(out, columns, other):
    """Paired differences to a method, with the percentile bootstrap that srmap uses (other random numbers)."""
    lines = list(csv.DictReader(open(out / "metrics.csv", newline="", encoding="utf-8")))
    base = {(l["file"], l["map"]): l for l in lines if l["method"] == other}
    named = dict.fromkeys((l["method"], l["map"]) for l in lines if l["method"] not in ("", other))
    for method, kind in named:
        metrics = {}
        for column in columns:
            pairs = [
                float(l[column]) - float(base[l["file"], kind][column])
                for l in lines
                if l["method"] == method and l["map"] == kind and (l["file"], kind) in base
                and l[column] and base[l["file"], kind][column]
            ]
            if pairs:
                draws = random.Random(1)
                means = sorted(sum(draws.choices(pairs, k=len(pairs))) / len(pairs) for _ in range(2000))
                metrics[column] = {"mean": sum(pairs) / len(pairs), "low": means[50], "high": means[1949]}
        yield {"method": method, "map": kind, "metrics": metrics}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--columns")
    parser.add_argument("--maps")
    parser.add_argument("--means", action="store_true", help="without intervals")
    parser.add_argument("--differences", action="store_true")
    parser.add_argument("--against")
    options = parser.parse_args()
    summary = json.loads((options.out / "summary.json").read_text(encoding="utf-8"))
    known = [c["name"] for c in summary["columns"]]
    columns = options.columns.split(",") if options.columns else known
    missing = [c for c in columns if c not in known]
    if missing:
        parser.error(f"no column {', '.join(missing)}; there are {', '.join(known)}")
    paired = options.differences or options.against
    rows = summary["differences" if options.differences else "rows"]
    if options.against:
        rows = list(rows_against(options.out, columns, options.against))
    if options.maps:
        rows = [r for r in rows if r["map"] in options.maps.split(",")]
    print("| method | map | " + " | ".join(columns) + " |")
    print("|---|---|" + "---|" * len(columns))
    for row in rows:
        cells = [cell(row["metrics"].get(c), "+" if paired else "", not options.means) for c in columns]
        print(f"| {row['method']} | {row['map']} | " + " | ".join(cells) + " |")


main()
