#!/usr/bin/env python3
"""scikit-learn's MLPClassifier, an epoch a call of `partial_fit`. It has neither batch normalization nor dropout."""

import warnings

import numpy as np

import workloads


def training(workload):
    from sklearn.neural_network import MLPClassifier

    x, y = workload.data()
    network = MLPClassifier(
        hidden_layer_sizes=workload.hidden,
        activation=workload.activation,
        solver=workload.optimizer,
        learning_rate_init=workloads.LEARNING_RATES[workload.optimizer],
        momentum=0,
        alpha=0,
        batch_size=workload.batch,
        random_state=1,
    )
    while True:
        network.partial_fit(x, y, classes=np.unique(y))
        yield -(-workload.rows // workload.batch)


def main():
    arguments = workloads.parse()
    warnings.simplefilter("ignore")
    from threadpoolctl import threadpool_limits

    with threadpool_limits(arguments.threads):
        for workload in arguments.workloads:
            if workload.normalize_and_drop:
                print(f"scikit-learn has no layers for {workload.name}", flush=True)
                continue
            workloads.measure(workload, training(workload), arguments, "scikit-learn")


if __name__ == "__main__":
    main()
