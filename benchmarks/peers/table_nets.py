"""RealMLP and TabM in PyTorch, by the published recipes, for a comparison of scores and of speed.

torch-realmlp       RealMLP-TD-S: one network, a fifth of the rows chooses the epoch
torch-realmlp-bag   the same with piecewise linear encoding, dropout, decay, and a network for each of several folds
torch-realmlp-unscaled   the same without the factors of the inputs that are learned: what `gradus train --net realmlp` builds
torch-tabm          TabM-mini: 32 members, 2 layers of 512, piecewise linear encoding

[Holzmüller, Grinsztajn & Steinwart 2024](https://arxiv.org/abs/2407.04491),
[Gorishniy, Kotelnikov & Babenko 2024](https://arxiv.org/abs/2410.24210)
"""

import math
import time

import numpy as np
from table_data import judge, numeric_and_words

METHODS = ("torch-realmlp", "torch-realmlp-bag", "torch-realmlp-unscaled", "torch-tabm")
BATCH = 256
PATIENCE = 16


class Encoding:
    """Robust scaling, smooth clipping, and pieces of equal numbers of rows beside it."""

    def __init__(self, inputs, bins):
        from sklearn.compose import ColumnTransformer
        from sklearn.impute import SimpleImputer
        from sklearn.preprocessing import OneHotEncoder

        numbers, words = numeric_and_words(inputs)
        self.first = ColumnTransformer([
            ("numbers", SimpleImputer(strategy="median", add_indicator=True), numbers),
            ("words", OneHotEncoder(handle_unknown="ignore", min_frequency=2, drop="if_binary",
                                    sparse_output=False), words)])
        raw = self.first.fit_transform(inputs)
        self.middle = np.median(raw, 0)
        spread = np.quantile(raw, 0.75, 0) - np.quantile(raw, 0.25, 0)
        spread = np.where(spread == 0, (raw.max(0) - raw.min(0)) / 2, spread)
        self.factor = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
        self.edges = []
        if bins:
            for column in self.clipped(raw).T:
                edges = np.unique(np.quantile(column, np.linspace(0, 1, bins + 1)))
                self.edges.append(edges if len(edges) > 2 else None)

    def clipped(self, raw):
        z = (raw - self.middle) * self.factor
        return z / np.sqrt(1 + (z / 3) ** 2)

    def __call__(self, inputs):
        z = self.clipped(self.first.transform(inputs))
        pieces = [
            np.clip((z[:, [i]] - edges[:-1]) / (edges[1:] - edges[:-1]), 0, 1)
            for i, edges in enumerate(self.edges) if edges is not None]
        return np.concatenate([z, *pieces], 1).astype(np.float32)


def realmlp(width, outputs, regression, dropout, scaled):
    import torch
    from torch import nn

    class Net(nn.Module):
        """Kernels N(0, 1), divided by the root of their inputs when they are used."""

        def __init__(self):
            super().__init__()
            sizes = [width, 256, 256, 256, outputs]
            self.scale = nn.Parameter(torch.ones(width), requires_grad=scaled)
            self.kernels = nn.ParameterList(torch.randn(i, o) for i, o in zip(sizes, sizes[1:]))
            self.biases = nn.ParameterList(torch.randn(o) for o in sizes[1:])
            with torch.no_grad():
                self.kernels[-1].zero_()
                self.biases[-1].zero_()
            self.activation = nn.functional.mish if regression else nn.functional.selu
            self.dropout = dropout

        def forward(self, x):
            x = x * self.scale if scaled else x
            for i, (kernel, bias) in enumerate(zip(self.kernels, self.biases)):
                x = torch.addmm(bias, x, kernel, alpha=1 / math.sqrt(kernel.shape[0]))
                if i < len(self.kernels) - 1:
                    x = nn.functional.dropout(self.activation(x), self.dropout, self.training)
            return x

        def groups(self, rate, decay):
            groups = [dict(params=list(self.kernels), lr=rate, weight_decay=decay),
                      dict(params=list(self.biases), lr=rate * 0.1, weight_decay=0.0),
                      dict(params=[self.scale], lr=rate * 6, weight_decay=0.0)]
            return groups if scaled else groups[:2]

    return Net()


def tabm(width, outputs, members=32, units=512):
    import torch
    from torch import nn

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.factors = nn.Parameter(torch.randn(members, width))
            self.body = nn.Sequential(
                nn.Linear(width, units), nn.ReLU(), nn.Dropout(0.1),
                nn.Linear(units, units), nn.ReLU(), nn.Dropout(0.1))
            bound = units ** -0.5
            self.heads = nn.Parameter(torch.empty(members, units, outputs).uniform_(-bound, bound))
            self.bias = nn.Parameter(torch.empty(members, outputs).uniform_(-bound, bound))

        def forward(self, x):
            return torch.einsum("bki,kio->bko", self.body(x[:, None] * self.factors), self.heads) + self.bias

    return Net()


def coslog4(t):
    return 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * t)))


def flat_cos(t):
    return 1.0 if t < 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * t - 1)))


def loss_of(answers, y, regression):
    """Of answers [rows, members, outputs]: the mean of the members' losses."""
    import torch.nn.functional as F

    wanted = y[:, None].expand(-1, answers.shape[1])
    return (F.mse_loss(answers.squeeze(-1), wanted) if regression
            else F.cross_entropy(answers.flatten(0, 1), wanted.flatten()))


def answers_of(net, x, regression):
    """The mean of the members' answers."""
    import torch

    net.eval()
    with torch.no_grad():
        parts = []
        for block in x.split(4096):
            answer = net(block)
            answer = answer if answer.dim() == 3 else answer[:, None]
            parts.append(answer.squeeze(-1).mean(1) if regression else answer.softmax(-1).mean(1))
        return torch.cat(parts)


def train(net, x, y, held_x, held_y, regression, epochs, is_tabm, decay, dropout):
    """Returns the network of its best epoch, and the number of rows that it was trained with in all epochs."""
    import torch
    import torch.nn.functional as F

    batch = min(BATCH, len(x))
    steps = max(1, len(x) // batch)
    rate = 0.002 if is_tabm else 0.07 if regression else 0.04
    groups = [dict(params=net.parameters(), lr=rate, weight_decay=3e-4)] if is_tabm else net.groups(rate, decay)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.999 if is_tabm else 0.95), fused=True)
    first = [(group["lr"], group["weight_decay"]) for group in optimizer.param_groups]
    best, kept, since, done = math.inf, None, 0, 0
    for epoch in range(epochs):
        order = torch.randperm(len(x))
        for step in range(steps):
            net.train()
            t = (epoch * steps + step) / (epochs * steps)
            if not is_tabm:
                net.dropout = dropout * flat_cos(t)
                for group, (lr, weight_decay) in zip(optimizer.param_groups, first):
                    group["lr"] = lr * coslog4(t)
                    # PyTorch's decay is times the rate of the group, the recipe's times the common rate.
                    group["weight_decay"] = weight_decay * flat_cos(t)
            rows = order[step * batch:(step + 1) * batch]
            answer = net(x[rows])
            answer = answer if answer.dim() == 3 else answer[:, None]
            loss = loss_of(answer, y[rows], regression)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            if is_tabm:
                torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            done += batch
        said = answers_of(net, held_x, regression)
        now = float(F.mse_loss(said, held_y) if regression else F.nll_loss(said.clamp_min(1e-7).log(), held_y))
        since += 1
        if now <= best:
            best, since = now, 0
            kept = {name: value.clone() for name, value in net.state_dict().items()}
        if is_tabm and since >= PATIENCE:
            break
    net.load_state_dict(kept)
    return net, done


def run(method, table, seed, epochs=None, members=None, threads=2):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    inputs, targets = table.rows("train")
    asked, truth = table.rows("test")
    regression = table.regression
    labels = None if regression else sorted(set(targets))
    y = targets.to_numpy(float) if regression else targets.map({v: i for i, v in enumerate(labels)}).to_numpy(int)
    is_tabm = method == "torch-tabm"
    bag = method in ("torch-realmlp-bag", "torch-realmlp-unscaled")
    encoding = Encoding(inputs, 48 if is_tabm else 16 if bag else 0)
    x, z = torch.tensor(encoding(inputs)), torch.tensor(encoding(asked))
    fold = np.random.default_rng(seed).permutation(len(x)) % 5
    middle, spread = (y.mean(), y.std()) if regression else (0, 1)
    aim = torch.tensor((y - middle) / spread, dtype=torch.float32) if regression else torch.tensor(y)
    epochs = epochs or (400 if is_tabm else 256)
    said, rows, start, used = 0, 0, time.time(), time.process_time()
    members = members or (5 if bag else 1)
    for member in range(members):
        train_rows, held = np.flatnonzero(fold != member), np.flatnonzero(fold == member)
        outputs = 1 if regression else len(labels)
        dropout, decay = (0.15, 0.02) if bag else (0.0, 0.0)
        scaled = method != "torch-realmlp-unscaled"
        net = tabm(x.shape[1], outputs) if is_tabm else realmlp(x.shape[1], outputs, regression, dropout, scaled)
        net, done = train(net, x[train_rows], aim[train_rows], x[held], aim[held], regression, epochs, is_tabm, decay,
                          dropout)
        rows += done
        said = said + answers_of(net, z, regression).numpy() / members
    seconds = time.time() - start
    answer = np.clip(said * spread + middle, y.min(), y.max()) if regression else (labels, said)
    return {"seconds": seconds, "processor_seconds": time.process_time() - used, "members": members,
            "rows": rows, **judge(table, truth, answer)}
