#!/usr/bin/env python3
"""ONNX Runtime: how fast the trained networks of the workloads predict. Latency of single rows, rows in batches."""

import json
import time

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

import workloads


def network(workload):
    """The network as its exporters write it: batch normalization is folded into the layer before it."""
    random = np.random.default_rng(2)
    nodes, constants = [], []
    width, last = workload.inputs, "x"
    sizes = (*workload.hidden, workload.outputs)
    for index, units in enumerate(sizes):
        limit = np.sqrt(6 / (width + units))
        weights = random.uniform(-limit, limit, (width, units)).astype(np.float32)
        constants.append(numpy_helper.from_array(weights, f"w{index}"))
        constants.append(numpy_helper.from_array(np.zeros(units, np.float32), f"b{index}"))
        nodes.append(helper.make_node("Gemm", [last, f"w{index}", f"b{index}"], [f"z{index}"]))
        if index < len(sizes) - 1:
            operator = {"relu": "Relu", "tanh": "Tanh"}[workload.activation]
        else:
            operator = "Sigmoid" if workload.outputs == 1 else "Softmax"
        last = f"a{index}"
        nodes.append(helper.make_node(operator, [f"z{index}"], [last]))
        width = units
    graph = helper.make_graph(
        nodes,
        workload.name,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", workload.inputs])],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, ["batch", workload.outputs])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return model.SerializeToString()


def rows_per_second(session, rows, seconds):
    best = 0.0
    for _ in range(workloads.WINDOWS):
        start = time.perf_counter()
        count = 0
        while True:
            session.run(None, {"x": rows})
            count += len(rows)
            elapsed = time.perf_counter() - start
            if elapsed >= seconds:
                break
        best = max(best, count / elapsed)
    return best


def main():
    arguments = workloads.parse()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    for workload in arguments.workloads:
        session = onnxruntime.InferenceSession(network(workload), options, providers=["CPUExecutionProvider"])
        rows = np.random.default_rng(3).random((1024, workload.inputs), dtype=np.float32)
        latencies = []
        end = time.perf_counter() + arguments.warm_up + arguments.seconds
        while time.perf_counter() < end:
            row = rows[len(latencies) % 1024 : len(latencies) % 1024 + 1]
            start = time.perf_counter()
            session.run(None, {"x": row})
            latencies.append(time.perf_counter() - start)
        late = np.sort(latencies[len(latencies) // 2 :]) * 1e6
        line = {
            "workload": workload.name,
            "p50_microseconds": round(float(late[len(late) // 2]), 2),
            "p99_microseconds": round(float(late[len(late) * 99 // 100]), 2),
        }
        for size in (1, 32, 1024):
            line[f"rows_per_second_{size}"] = round(rows_per_second(session, rows[:size], arguments.seconds))
        line |= {"kernels": "onnxruntime", "threads": arguments.threads, "precision": "float32"}
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
