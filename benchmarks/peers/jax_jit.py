#!/usr/bin/env python3
"""JAX by hand, in the ways in which experts write it:

step   one jitted function a step, whose loss is read after each step;
ahead  the same, whose losses are read after each epoch, so that the steps are queued without a wait;
scan   an epoch is one jitted function: the data lie in the program, the order is drawn in it, `lax.scan` does the steps;
vmap   as scan, with eight networks from eight seeds at once; the steps of all are counted.

The parameters are donated in all of them.
"""

import os
from functools import partial

import numpy as np

import workloads

SEEDS = 8


def limit_threads(count):
    """To be called before JAX is imported: it knows no other way."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def training(workload, variant):
    import jax
    import jax.numpy as jnp

    activation = {"relu": jax.nn.relu, "tanh": jnp.tanh}[workload.activation]
    one_unit = workload.outputs == 1
    rate = workloads.LEARNING_RATES[workload.optimizer]
    random = np.random.default_rng(2)

    def start():
        layers = []
        width = workload.inputs
        for units in (*workload.hidden, workload.outputs):
            limit = np.sqrt(6 / (width + units))
            layer = {
                "w": jnp.asarray(random.uniform(-limit, limit, (width, units)), jnp.float32),
                "b": jnp.zeros(units, jnp.float32),
            }
            if workload.normalize_and_drop and len(layers) < len(workload.hidden):
                layer["scale"] = jnp.ones(units, jnp.float32)
                layer["shift"] = jnp.zeros(units, jnp.float32)
            layers.append(layer)
            width = units
        return layers

    def loss_of(parameters, statistics, key, x, y):
        moved = []
        for index, layer in enumerate(parameters[:-1]):
            x = x @ layer["w"] + layer["b"]
            if workload.normalize_and_drop:
                mean, variance = x.mean(0), x.var(0)
                old_mean, old_variance = statistics[index]
                moved.append((0.99 * old_mean + 0.01 * mean, 0.99 * old_variance + 0.01 * variance))
                x = (x - mean) * jax.lax.rsqrt(variance + 1e-3) * layer["scale"] + layer["shift"]
            x = activation(x)
            if workload.normalize_and_drop:
                kept = jax.random.bernoulli(jax.random.fold_in(key, index), 0.8, x.shape)
                x = jnp.where(kept, x / 0.8, 0)
        logits = x @ parameters[-1]["w"] + parameters[-1]["b"]
        if one_unit:
            z = logits[:, 0]
            loss = jnp.mean(jnp.maximum(z, 0) - z * y + jnp.log1p(jnp.exp(-jnp.abs(z))))
        else:
            loss = -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(logits), y[:, None], 1))
        return loss, moved

    def step(state, x, y):
        parameters, first, second, statistics, count = state
        key = jax.random.fold_in(jax.random.key(3), count)
        (loss, moved), gradients = jax.value_and_grad(loss_of, has_aux=True)(parameters, statistics, key, x, y)
        count = count + 1
        if workload.optimizer == "sgd":
            parameters = jax.tree.map(lambda p, g: p - rate * g, parameters, gradients)
        else:
            first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
            second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
            alpha = rate * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
            parameters = jax.tree.map(
                lambda p, m, v: p - alpha * m / (jnp.sqrt(v) + 1e-7), parameters, first, second
            )
        return (parameters, first, second, moved, count), loss

    def epoch(state, key, x, y):
        count = workload.rows // workload.batch
        order = jax.random.permutation(key, workload.rows)[: count * workload.batch]
        return jax.lax.scan(lambda s, rows: step(s, x[rows], y[rows]), state, order.reshape(count, workload.batch))

    zeros = partial(jax.tree.map, jnp.zeros_like)

    def first_state():
        parameters = start()
        statistics = []
        if workload.normalize_and_drop:
            statistics = [(jnp.zeros(units), jnp.ones(units)) for units in workload.hidden]
        return parameters, zeros(parameters), zeros(parameters), statistics, jnp.float32(0)

    x, y = workload.data()
    y = y.astype(np.float32 if one_unit else np.int32)
    if variant in ("step", "ahead"):
        return steps(workload, jax.jit(step, donate_argnums=0), first_state(), x, y, random, variant)
    x, y = jnp.asarray(x), jnp.asarray(y)
    if variant == "scan":
        return epochs(jax.jit(epoch, donate_argnums=0), first_state(), lambda keys: keys[0], x, y)
    states = jax.tree.map(lambda *leaves: jnp.stack(leaves), *[first_state() for _ in range(SEEDS)])
    together = jax.jit(jax.vmap(epoch, in_axes=(0, 0, None, None)), donate_argnums=0)
    return epochs(together, states, lambda keys: keys, x, y)


def steps(workload, step, state, x, y, random, variant):
    """One call a step."""
    losses = []
    for rows in workloads.batches(workload, random):
        state, loss = step(state, x[rows], y[rows])
        losses.append(loss)
        if variant == "step" or len(losses) == workload.rows // workload.batch:
            sum(float(loss) for loss in losses)
            yield len(losses)
            losses = []


def epochs(epoch, state, keys, x, y):
    """One call an epoch, of one network or of several."""
    import jax

    number = 0
    while True:
        chosen = keys(jax.random.split(jax.random.fold_in(jax.random.key(4), number), SEEDS))
        state, losses = epoch(state, chosen, x, y)
        np.asarray(losses)
        number += 1
        yield losses.size


def main():
    arguments = workloads.parse(("step", "ahead", "scan", "vmap"))
    limit_threads(arguments.threads)
    for workload in arguments.workloads:
        peer = "jax" if arguments.variant == "step" else f"jax-{arguments.variant}"
        workloads.measure(workload, training(workload, arguments.variant), arguments, peer)


if __name__ == "__main__":
    main()
