"""What Python trains on a table: scikit-learn's HistGradientBoosting, MLP and linear models, and a plain Keras MLP."""

import os
import time
import warnings

import numpy as np
from table_data import judge, numeric_and_words

METHODS = ("hgb", "sklearn-mlp", "keras-mlp", "linear")


def encoder(inputs):
    """Numbers: median, a column that says what was missing, standardised. Words: one-hot."""
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers, words = numeric_and_words(inputs)
    return ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), numbers),
        ("words", OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=2, sparse_output=False), words),
    ])


def model(method, table, inputs, seed):
    from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    from sklearn.linear_model import LogisticRegression, RidgeCV
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OrdinalEncoder, StandardScaler

    if method == "hgb":
        numbers, words = numeric_and_words(inputs)
        few = [column for column in words if inputs[column].nunique() <= 254]
        many = [column for column in words if column not in few]
        codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
        kind = HistGradientBoostingRegressor if table.regression else HistGradientBoostingClassifier
        return make_pipeline(
            ColumnTransformer([("few", codes, few), ("many", codes, many), ("numbers", "passthrough", numbers)]),
            kind(categorical_features=list(range(len(few))), random_state=seed))
    if method == "linear":
        last = RidgeCV(np.logspace(-2, 4, 13)) if table.regression else LogisticRegression(max_iter=2000)
    else:
        settings = dict(early_stopping=True, max_iter=500, n_iter_no_change=20, random_state=seed)
        last = (
            TransformedTargetRegressor(MLPRegressor(**settings), transformer=StandardScaler())
            if table.regression else MLPClassifier(**settings))
    return make_pipeline(encoder(inputs), last)


def keras_mlp(table, inputs, targets, asked, seed):
    """Two layers of 64, Adam and batches of 32 with Keras's defaults, early stopping after 20 epochs."""
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras

    keras.utils.set_random_seed(seed)
    prepare = encoder(inputs)
    x, z = prepare.fit_transform(inputs), prepare.transform(asked)
    labels = None if table.regression else sorted(set(targets))
    units = 1 if table.regression else len(labels)
    mean, deviation = (targets.mean(), targets.std()) if table.regression else (0, 1)
    y = (
        (targets.to_numpy() - mean) / deviation
        if table.regression else targets.map({name: i for i, name in enumerate(labels)}).to_numpy())
    network = keras.Sequential([
        keras.layers.Input((x.shape[1],)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(units, activation=None if table.regression else "softmax"),
    ])
    network.compile("adam", "mse" if table.regression else "sparse_categorical_crossentropy")
    order = np.random.default_rng(seed).permutation(len(x))
    stop = keras.callbacks.EarlyStopping("val_loss", patience=20, restore_best_weights=True)
    held = order[: len(x) // 10]
    rest = order[len(x) // 10:]
    network.fit(x[rest], y[rest], epochs=500, validation_data=(x[held], y[held]), callbacks=[stop], verbose=0)
    p = network.predict(z, verbose=0)
    return p[:, 0] * deviation + mean if table.regression else (labels, p)


def run(method, table, seed):
    warnings.filterwarnings("ignore")
    inputs, targets = table.rows("train")
    asked, truth = table.rows("test")
    start, used = time.time(), time.process_time()
    if method == "keras-mlp":
        answer = keras_mlp(table, inputs, targets, asked, seed)
    else:
        fitted = model(method, table, inputs, seed).fit(inputs, targets)
        answer = (
            fitted.predict(asked) if table.regression else (list(fitted.classes_), fitted.predict_proba(asked)))
    return {"seconds": time.time() - start, "processor_seconds": time.process_time() - used,
            **judge(table, truth, answer)}
