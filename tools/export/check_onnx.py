#!/usr/bin/env python3
"""Checks explainer files with the checker of the onnx package, with full shape inference.

Needs Debian's python3-onnx (run it with /usr/bin/python3). Version 1.12 knows operator sets up to 17.
usage: check_onnx.py FILE.onnx...
Exit code 1 when a file is refused, or when a value has no inferred shape although the file declares one.
"""
import sys

import onnx


def dims(value):
    return [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]


def check(path):
    model = onnx.load(path)
    domains = {o.domain: o.version for o in model.opset_import}
    assert list(domains) in ([""], ["ai.onnx"]), f"operator domains {domains}"
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    onnx.checker.check_model(inferred, full_check=True)
    known = {v.name for v in inferred.graph.value_info} | {v.name for v in inferred.graph.output}
    made = [o for n in model.graph.node for o in n.output if o]
    described = sum(o in known for o in made)
    outputs = ", ".join(f"{v.name} {dims(v)}" for v in inferred.graph.output)
    return f"opset {domains['']}, {len(model.graph.node)} nodes, {described} of {len(made)} values inferred; {outputs}"


def main():
    failed = 0
    for path in sys.argv[1:]:
        try:
            print(f"ok    {path}: {check(path)}")
        except Exception as e:  # whatever the checker throws is the finding
            failed += 1
            print(f"WRONG {path}: {type(e).__name__}: {str(e).splitlines()[0] if str(e) else ''}")
    sys.exit(1 if failed or len(sys.argv) < 2 else 0)


main()
