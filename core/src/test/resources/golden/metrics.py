"""metrics.json: streaming metrics fed in three unequal batches; exact ranking metrics come from scikit-learn."""

import sklearn.metrics as sk
from sklearn import __version__ as sklearn_version

from common import close, f32, grid, jax, keras, np, use_float64, write

use_float64()
rng = np.random.default_rng(7)
ROWS, CLASSES = 23, 4
BATCHES = [10, 10, 3]
weights = np.abs(grid(rng, ROWS)) + 1 / 8
weights[4] = 0.0

binary = f32(rng.integers(0, 2, (ROWS, 1)))
# Scores on a coarse grid: several ties, two of them exactly at the usual threshold of 0.5.
scores = f32(np.clip((binary + rng.normal(size=(ROWS, 1))) * 3 + 4, 0, 8).round() / 8)
scores[[2, 9]] = 0.5
multi_label = f32(rng.integers(0, 2, (ROWS, CLASSES)))
multi_scores = f32(rng.integers(1, 16, (ROWS, CLASSES)) / 16)
classes = rng.integers(0, CLASSES, (ROWS, 1))
one_hot = np.eye(CLASSES)[classes[:, 0]]
logits = grid(rng, (ROWS, CLASSES)) + one_hot
probabilities = np.exp(logits)
probabilities = np.maximum((probabilities / probabilities.sum(axis=1, keepdims=True) * 1024).round(), 1) / 1024
probabilities[np.arange(ROWS), probabilities.argmax(axis=1)] += 1 - probabilities.sum(axis=1)  # rows sum to 1 exactly
tied = f32(rng.integers(1, 4, (ROWS, CLASSES)) / 4)  # ties within a row: which class wins?
many = rng.integers(0, 8, (ROWS, 1))
many_scores = grid(rng, (ROWS, 8))
real = grid(rng, (ROWS, 2), 2)
predicted = real + grid(rng, (ROWS, 2))
guesses = np.where(rng.integers(0, 3, (ROWS, 1)) > 0, classes, rng.integers(-1, CLASSES + 1, (ROWS, 1)))
other_scores = many_scores + grid(rng, (ROWS, 8))
one_real, one_predicted = real[:, :1], predicted[:, :1]

# name, class, arguments, y_true, y_pred
METRICS = [
    ("accuracy", "Accuracy", {}, classes, rng.integers(0, CLASSES, (ROWS, 1))),
    ("binary_accuracy", "BinaryAccuracy", {}, binary, scores),
    ("binary_accuracy/threshold", "BinaryAccuracy", {"threshold": 0.75}, binary, scores),
    ("binary_accuracy/columns", "BinaryAccuracy", {}, multi_label, multi_scores),
    ("categorical_accuracy", "CategoricalAccuracy", {}, one_hot, probabilities),
    ("categorical_accuracy/ties", "CategoricalAccuracy", {}, one_hot, tied),
    ("sparse_categorical_accuracy", "SparseCategoricalAccuracy", {}, classes, probabilities),
    ("sparse_categorical_accuracy/ties", "SparseCategoricalAccuracy", {}, classes, tied),
    ("top_k_categorical_accuracy/2", "TopKCategoricalAccuracy", {"k": 2}, np.eye(8)[many[:, 0]], many_scores),
    ("top_k_categorical_accuracy/5", "TopKCategoricalAccuracy", {"k": 5}, np.eye(8)[many[:, 0]], many_scores),
    ("sparse_top_k_categorical_accuracy/2", "SparseTopKCategoricalAccuracy", {"k": 2}, many, many_scores),
    ("sparse_top_k_categorical_accuracy/5", "SparseTopKCategoricalAccuracy", {"k": 5}, many, many_scores),
    ("sparse_top_k_categorical_accuracy/ties", "SparseTopKCategoricalAccuracy", {"k": 2}, classes, tied),
    ("precision", "Precision", {}, binary, scores),
    ("precision/threshold", "Precision", {"thresholds": 0.75}, binary, scores),
    ("precision/thresholds", "Precision", {"thresholds": [0.25, 0.5, 0.75]}, binary, scores),
    ("precision/columns", "Precision", {}, multi_label, multi_scores),
    ("precision/class_id", "Precision", {"class_id": 1}, one_hot, probabilities),
    ("precision/top_k", "Precision", {"top_k": 2}, one_hot, probabilities),
    ("precision/nothing_predicted", "Precision", {"thresholds": 1.0}, binary, scores),
    ("recall", "Recall", {}, binary, scores),
    ("recall/threshold", "Recall", {"thresholds": 0.75}, binary, scores),
    ("recall/columns", "Recall", {}, multi_label, multi_scores),
    ("recall/class_id", "Recall", {"class_id": 1}, one_hot, probabilities),
    ("recall/top_k", "Recall", {"top_k": 2}, one_hot, probabilities),
    ("f1_score", "F1Score", {}, one_hot, probabilities),
    ("f1_score/micro", "F1Score", {"average": "micro"}, one_hot, probabilities),
    ("f1_score/macro", "F1Score", {"average": "macro"}, one_hot, probabilities),
    ("f1_score/weighted", "F1Score", {"average": "weighted"}, one_hot, probabilities),
    ("f1_score/threshold", "F1Score", {"threshold": 0.5}, multi_label, multi_scores),
    ("f1_score/binary_threshold", "F1Score", {"threshold": 0.5}, binary, scores),
    ("f1_score/ties", "F1Score", {}, one_hot, tied),
    ("fbeta_score/beta=2", "FBetaScore", {"beta": 2.0}, one_hot, probabilities),
    ("fbeta_score/beta=0.5_macro", "FBetaScore", {"beta": 0.5, "average": "macro"}, one_hot, probabilities),
    ("fbeta_score/threshold_micro", "FBetaScore", {"beta": 2.0, "threshold": 0.25, "average": "micro"}, multi_label, multi_scores),
    ("true_positives", "TruePositives", {}, binary, scores),
    ("true_negatives", "TrueNegatives", {}, binary, scores),
    ("false_positives", "FalsePositives", {}, binary, scores),
    ("false_negatives", "FalseNegatives", {}, binary, scores),
    ("mean_squared_error", "MeanSquaredError", {}, real, predicted),
    ("root_mean_squared_error", "RootMeanSquaredError", {}, real, predicted),
    ("mean_absolute_error", "MeanAbsoluteError", {}, real, predicted),
    ("r2_score", "R2Score", {}, real, predicted),
    ("r2_score/one_column", "R2Score", {}, one_real, one_predicted),
    ("r2_score/variance_weighted", "R2Score", {"class_aggregation": "variance_weighted_average"}, real, predicted),
    ("r2_score/none", "R2Score", {"class_aggregation": None}, real, predicted),
    ("binary_crossentropy", "BinaryCrossentropy", {}, binary, np.clip(scores, 1 / 16, 15 / 16)),
    ("categorical_crossentropy", "CategoricalCrossentropy", {}, one_hot, probabilities),
    ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", {}, classes, probabilities),
    ("auc", "AUC", {"num_thresholds": 200}, binary, scores),
    ("auc/pr", "AUC", {"num_thresholds": 200, "curve": "PR"}, binary, scores),
    ("cosine_similarity", "CosineSimilarity", {}, real, predicted),
    ("f1_score/classes", "F1Score", {}, one_hot, probabilities),
    ("recall/thresholds", "Recall", {"thresholds": [0.75, 0.0, 0.25]}, binary, scores),
    ("precision/even_thresholds", "Precision", {"thresholds": [0.0, 0.5, 1.0]}, multi_label, multi_scores),
    ("precision/top_k_thresholds", "Precision", {"thresholds": [0.125, 0.375], "top_k": 2}, one_hot, probabilities),
    ("true_positives/thresholds", "TruePositives", {"thresholds": [0.5, 0.25]}, binary, scores),
    ("true_negatives/thresholds", "TrueNegatives", {"thresholds": [0.125, 0.75]}, binary, scores),
    ("false_positives/thresholds", "FalsePositives", {"thresholds": [0.125, 0.75]}, binary, scores),
    ("false_negatives/thresholds", "FalseNegatives", {"thresholds": [0.125, 0.75]}, binary, scores),
    ("sensitivity_at_specificity", "SensitivityAtSpecificity", {"specificity": 0.75}, binary, scores),
    ("sensitivity_at_specificity/one", "SensitivityAtSpecificity", {"specificity": 0.25, "num_thresholds": 1}, binary, scores),
    ("specificity_at_sensitivity", "SpecificityAtSensitivity", {"sensitivity": 0.75}, binary, scores),
    ("specificity_at_sensitivity/class", "SpecificityAtSensitivity", {"sensitivity": 0.5, "class_id": 2}, one_hot, probabilities),
    ("precision_at_recall", "PrecisionAtRecall", {"recall": 0.5}, binary, scores),
    ("precision_at_recall/few", "PrecisionAtRecall", {"recall": 0.75, "num_thresholds": 5}, multi_label, multi_scores),
    ("recall_at_precision", "RecallAtPrecision", {"precision": 0.75}, binary, scores),
    ("recall_at_precision/none", "RecallAtPrecision", {"precision": 1.0, "num_thresholds": 3}, multi_label, multi_scores),
    *(
        (f"auc/{curve}_{method}", "AUC", {"num_thresholds": 20, "curve": curve, "summation_method": method}, binary, scores)
        for curve in ["ROC", "PR", "PRGAIN"]
        for method in ["interpolation", "majoring", "minoring"]
    ),
    ("auc/multi_label", "AUC", {"num_thresholds": 50, "multi_label": True, "num_labels": CLASSES}, multi_label, multi_scores),
    (
        "auc/multi_label_weights",
        "AUC",
        {"num_thresholds": 50, "curve": "PR", "multi_label": True, "label_weights": [0.5, 2.0, 1.0, 0.0]},
        multi_label,
        multi_scores,
    ),
    ("auc/label_weights", "AUC", {"num_thresholds": 50, "label_weights": [0.5, 2.0, 1.0, 0.0]}, multi_label, multi_scores),
    ("auc/thresholds", "AUC", {"thresholds": [0.625, 0.125, 0.375]}, binary, scores),
    ("auc/even_thresholds", "AUC", {"thresholds": [0.25, 0.5, 0.75], "curve": "PR"}, binary, scores),
    ("auc/from_logits", "AUC", {"num_thresholds": 200, "from_logits": True}, binary, 4 * scores - 2 + 1 / 512),
    ("io_u", "IoU", {"num_classes": CLASSES, "target_class_ids": [0, 2], "dtype": "float64"}, classes, guesses),
    ("io_u/ignore", "IoU", {"num_classes": 3, "target_class_ids": [1, 2], "ignore_class": 1, "dtype": "float64"}, classes, guesses),
    (
        "io_u/dense",
        "IoU",
        {"num_classes": CLASSES, "target_class_ids": [3, 1], "sparse_y_true": False, "sparse_y_pred": False, "dtype": "float64"},
        one_hot,
        probabilities,
    ),
    ("binary_io_u", "BinaryIoU", {"dtype": "float64"}, binary, scores),
    ("binary_io_u/threshold", "BinaryIoU", {"target_class_ids": [1], "threshold": 0.25, "dtype": "float64"}, binary, scores),
    ("mean_io_u", "MeanIoU", {"num_classes": CLASSES + 1, "dtype": "float64"}, classes, guesses),
    ("mean_io_u/one_hot", "MeanIoU", {"num_classes": CLASSES, "sparse_y_pred": False, "dtype": "float64"}, classes, probabilities),
    ("one_hot_io_u", "OneHotIoU", {"num_classes": CLASSES, "target_class_ids": [0, 1], "dtype": "float64"}, one_hot, probabilities),
    (
        "one_hot_io_u/sparse",
        "OneHotIoU",
        {"num_classes": CLASSES, "target_class_ids": [2], "ignore_class": 0, "sparse_y_pred": True, "dtype": "float64"},
        one_hot,
        guesses,
    ),
    ("one_hot_mean_io_u", "OneHotMeanIoU", {"num_classes": CLASSES, "dtype": "float64"}, one_hot, probabilities),
    ("one_hot_mean_io_u/ignore", "OneHotMeanIoU", {"num_classes": CLASSES, "ignore_class": 2, "dtype": "float64"}, one_hot, probabilities),
    ("pearson_correlation", "PearsonCorrelation", {}, many_scores, other_scores),
    ("concordance_correlation", "ConcordanceCorrelation", {}, many_scores, other_scores),
    ("r2_score/vector", "R2Score", {"class_aggregation": None}, real, predicted),
]


def keras_case(name, class_name, arguments, y_true, y_pred):
    """`values` after each batch; the last one is the result."""
    case = {"name": name, "config": {"class_name": class_name, **arguments}, "y_true": y_true, "y_pred": y_pred}
    for key, weighted in [("values", False), ("weighted_values", True)]:
        metric, start = getattr(keras.metrics, class_name)(**arguments), 0
        case[key] = []
        for size in BATCHES:
            rows = slice(start, start + size)
            true, pred, weight = (jax.numpy.asarray(part[rows]) for part in (y_true, y_pred, weights))
            metric.update_state(true, pred, sample_weight=weight if weighted else None)
            # An overlap of classes is computed in float32 whatever the type.
            case[key].append(np.asarray(metric.result(), "float64"))
            start += size
    return case


def sklearn_cases():
    source = f"scikit-learn {sklearn_version}"
    flat, predictions = binary[:, 0], (scores[:, 0] > 0.5).astype(int)
    safe = np.clip(scores, 1 / 16, 15 / 16)
    for name, function, y_true, y_pred in [
        ("exact_roc_auc", sk.roc_auc_score, flat, scores[:, 0]),
        ("exact_average_precision", sk.average_precision_score, flat, scores[:, 0]),
        ("exact_log_loss", sk.log_loss, flat, safe[:, 0]),
        ("exact_log_loss/classes", sk.log_loss, classes[:, 0], probabilities),
        ("exact_r2", sk.r2_score, real, predicted),
        ("confusion_matrix/binary", sk.confusion_matrix, flat, predictions),
        ("confusion_matrix/classes", sk.confusion_matrix, classes[:, 0], probabilities.argmax(axis=1)),
    ]:
        yield {
            "name": name,
            "config": {"class_name": function.__name__},
            "source": source,
            "y_true": y_true,
            "y_pred": y_pred,
            "value": function(y_true, y_pred),
            "weighted_value": function(y_true, y_pred, sample_weight=weights),
        }
    # One class against the rest, averaged over the classes.
    yield {
        "name": "exact_roc_auc/one_vs_rest",
        "config": {"class_name": "roc_auc_score", "average": "macro"},
        "source": source,
        "y_true": one_hot,
        "y_pred": probabilities,
        "value": sk.roc_auc_score(one_hot, probabilities, average="macro"),
        "weighted_value": sk.roc_auc_score(one_hot, probabilities, average="macro", sample_weight=weights),
    }


def check(made):
    last = {case["name"]: float(np.ravel(case["values"][-1])[0]) for case in made if "values" in case}
    close(last["binary_accuracy"], ((scores > 0.5) == binary).mean())
    close(last["root_mean_squared_error"], np.sqrt(((real - predicted) ** 2).mean()))
    close(last["r2_score"], sk.r2_score(real, predicted), 1e-6)
    close(last["f1_score/macro"], sk.f1_score(classes, probabilities.argmax(axis=1), average="macro"), 1e-5)
    close(last["precision"], sk.precision_score(binary, scores > 0.5), 1e-6)


made = [keras_case(*row) for row in METRICS] + list(sklearn_cases())
check(made)
write(
    "metrics.json",
    "values[batch] = result after each of the batches (the last is final), weighted_values the same with sample_weight; "
    "cases from scikit-learn have value and weighted_value.",
    made,
    batches=BATCHES,
    sample_weight=weights,
)
