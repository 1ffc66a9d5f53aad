"""Models with the losses, metrics and penalties that no drawn model has, for the interchange: judges.py FOLDER [NAME...]

The models in src/test/resources/interchange-chosen whose names begin with "judge_" were made so.
"""

import sys
from pathlib import Path

import interchange
import keras
import numpy as np
import ranks

L, F, M, R = keras.layers, keras.losses, keras.metrics, keras.regularizers
ROWS = ranks.ROWS
labels = np.tile([0, 0, 1, 1], ROWS // 4)
binary = (ranks.rng.random((ROWS, 3)) < 0.4).astype("float32")


def network(end, units=3, regularizer=None):
    first = L.Dense(6, activation="tanh", kernel_regularizer=regularizer)
    return keras.Sequential([keras.Input((5,)), first, L.Dense(units), end if isinstance(end, L.Layer) else L.Activation(end)])


def models():
    compiled, weights = ranks.compiled, ranks.weights
    at = [
        M.SensitivityAtSpecificity(0.4, num_thresholds=50, class_id=1),
        M.SpecificityAtSensitivity(0.3, num_thresholds=60, class_id=2),
        M.PrecisionAtRecall(0.6, num_thresholds=30, class_id=0),
        M.RecallAtPrecision(0.3, num_thresholds=20, class_id=1),
    ]
    several = [maker(thresholds=[0.3, 0.6]) for maker in [M.Precision, M.Recall, M.TruePositives, M.FalseNegatives]]
    yield "dice", compiled(network("sigmoid"), F.Dice(), at + several, [M.BinaryIoU([1], 0.4)]), binary, None
    areas = [
        M.AUC(num_thresholds=50, curve="PR", summation_method="majoring"),
        M.AUC(multi_label=True, num_labels=3),
        M.AUC(thresholds=[0.3, 0.45, 0.7], summation_method="minoring"),
    ]
    yield "dice_rows", compiled(network("sigmoid"), F.Dice(axis=-1, reduction="sum"), areas, [M.AUC(name="auc_w")]), binary, weights()
    tversky = F.Tversky(alpha=0.75, beta=0.75, axis=(-1,), reduction="mean_with_sample_weight")
    logits = [M.AUC(from_logits=True)]
    yield "tversky_rows", compiled(network("sigmoid"), tversky, logits), binary, weights()
    yield "tversky", compiled(network("sigmoid"), F.Tversky(alpha=0.25, beta=0.25)), binary, weights()
    one_hot = np.eye(3, dtype="float32")[ranks.rng.integers(0, 3, ROWS)]
    overlaps = [
        M.OneHotIoU(3, [0, 2], ignore_class=1),
        M.OneHotMeanIoU(3, ignore_class=0),
        M.IoU(3, [1], ignore_class=2, sparse_y_true=False, sparse_y_pred=False),
        M.MeanIoU(3, sparse_y_true=False, sparse_y_pred=False),
        M.PearsonCorrelation(),
        M.ConcordanceCorrelation(),
    ]
    model = compiled(network("softmax", regularizer=R.OrthogonalRegularizer(0.25)), "categorical_crossentropy", overlaps)
    yield "overlaps", model, one_hot, weights()
    sparse = [M.MeanIoU(3, ignore_class=1, sparse_y_pred=False), M.IoU(3, [0, 2], sparse_y_pred=False)]
    columns = R.OrthogonalRegularizer(0.5, mode="columns")
    model = compiled(network("softmax", regularizer=columns), F.CategoricalGeneralizedCrossEntropy(q=0.7, reduction="sum"), sparse)
    yield "generalized", model, ranks.rng.integers(0, 3, ROWS), weights()
    circle = F.Circle(gamma=8.0, margin=0.25, remove_diagonal=False, reduction="sum")
    yield "circle", compiled(network(L.UnitNormalization()), circle), labels, weights()
    yield "circle_defaults", compiled(network(L.UnitNormalization()), F.Circle(gamma=16.0)), labels, None


def main(folder, wanted):
    x = [ranks.grid(ROWS, 5)]
    for name, model, y, sample_weight in models():
        if not wanted or name in wanted:
            problem = interchange.keep(model, x, [y], sample_weight, folder / f"judge_{name}.keras")
            if problem:
                sys.exit(f"{name}: {problem}")
            for ending in [".weights.h5", ".safetensors"]:
                (folder / f"judge_{name}{ending}").unlink()


if __name__ == "__main__":
    keras.utils.set_random_seed(14)
    main(Path(sys.argv[1]), sys.argv[2:])
