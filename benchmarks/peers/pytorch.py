#!/usr/bin/env python3
"""PyTorch: eager, with the fused Adam, or with bfloat16 autocast (and the fused Adam)."""

import numpy as np
import torch
from torch import nn

import workloads

ACTIVATIONS = {"relu": nn.ReLU, "tanh": nn.Tanh, "selu": nn.SELU}
OPTIMIZERS = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "sgd": torch.optim.SGD}


class Factors(nn.Module):
    """Each row as many members, with factors of their own."""

    def __init__(self, members, width):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(members, width))

    def forward(self, x):
        return x[:, None] * self.weight


class Heads(nn.Module):
    """A linear layer for each member."""

    def __init__(self, members, width, outputs):
        super().__init__()
        bound = width**-0.5
        self.weight = nn.Parameter(torch.empty(members, width, outputs).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(members, outputs).uniform_(-bound, bound))

    def forward(self, x):
        return torch.einsum("bki,kio->bko", x, self.weight) + self.bias


def tabm(workload):
    layers = [Factors(workload.members, workload.inputs)]
    width = workload.inputs
    for units in workload.hidden:
        layers += [nn.Linear(width, units), ACTIVATIONS[workload.activation](), nn.Dropout(0.1)]
        width = units
    return nn.Sequential(*layers, Heads(workload.members, width, workload.outputs), nn.Flatten())


def network(workload):
    if workload.members > 1:
        return tabm(workload)
    layers = []
    width = workload.inputs
    for units in workload.hidden:
        layers.append(nn.Linear(width, units))
        if workload.normalize_and_drop:
            layers.append(nn.BatchNorm1d(units))
        layers.append(ACTIVATIONS[workload.activation]())
        if workload.normalize_and_drop:
            layers.append(nn.Dropout(0.2))
        width = units
    layers.append(nn.Linear(width, workload.outputs))
    return nn.Sequential(*layers)


def training(workload, variant):
    x, y = workload.data()
    x = torch.from_numpy(x)
    one_unit = workload.outputs == 1
    y = torch.from_numpy(y.astype(np.float32).reshape(-1, 1) if one_unit else y)
    if workload.members > 1:
        y = y.repeat(1, workload.members)
    model = network(workload).train()
    loss_of = nn.BCEWithLogitsLoss() if one_unit else nn.CrossEntropyLoss()
    rate = workloads.LEARNING_RATES[workload.optimizer]
    optimizer = OPTIMIZERS[workload.optimizer](model.parameters(), lr=rate, fused=variant != "eager" or None)
    compute = lambda inputs, targets: loss_of(model(inputs), targets)
    if variant == "compiled":
        compute = torch.compile(compute)
    while True:
        order = torch.randperm(workload.rows)
        for start in range(0, workload.rows - workload.batch + 1, workload.batch):
            rows = order[start : start + workload.batch]
            inputs, targets = x[rows], y[rows]
            with torch.autocast("cpu", torch.bfloat16, enabled=variant == "bf16"):
                loss = compute(inputs, targets)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            loss.item()
            yield 1


def main():
    arguments = workloads.parse(("eager", "fused", "compiled", "bf16"))
    torch.manual_seed(1)
    torch.set_num_threads(arguments.threads)
    precision = "mixed_bfloat16" if arguments.variant == "bf16" else "float32"
    for workload in arguments.workloads:
        peer = f"pytorch-{arguments.variant}"
        workloads.measure(workload, training(workload, arguments.variant), arguments, peer, precision)


if __name__ == "__main__":
    main()
