package gradus.problems;

import gradus.activations.Activation;
import gradus.activations.Linear;
import gradus.activations.Sigmoid;
import gradus.activations.Softmax;
import gradus.layers.Dense;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.Loss;
import gradus.losses.MeanSquaredError;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.metrics.Auc;
import gradus.metrics.BinaryAccuracy;
import gradus.metrics.MeanAbsoluteError;
import gradus.metrics.Metric;
import gradus.metrics.R2Score;
import gradus.metrics.RootMeanSquaredError;
import gradus.metrics.SparseCategoricalAccuracy;
import java.util.List;
import java.util.Locale;

/// The kind of problem. Each kind is a row of the table from problem to output, final activation and loss.
///
/// | problem | output | final activation | loss |
/// |---|---|---|---|
/// | regression: a number | 1 unit per number | linear | mean squared error |
/// | binary: one of two classes | 1 unit, the probability of the second class | sigmoid | binary cross-entropy |
/// | one label of many | 1 unit per class | softmax | cross-entropy (one-hot: categorical; class numbers: sparse) |
/// | several labels at once | 1 unit per label | sigmoid | binary cross-entropy |
public enum Task {
    /// A number, such as a price.
    REGRESSION("regression: a number"),
    /// One of two classes.
    BINARY("binary classification: one of two classes"),
    /// One of several classes, given by its number.
    MULTICLASS("classification: one label of many"),
    /// Any number of labels at once, each 0 or 1.
    MULTILABEL("multi-label classification: several labels at once");

    private final String problem;

    Task(String problem) {
        this.problem = problem;
    }

    /// {@return the problem, in words}
    public String problem() {
        return problem;
    }

    /// {@return the activation of the last layer}
    public Activation activation() {
        return switch (this) {
            case REGRESSION -> new Linear();
            case BINARY, MULTILABEL -> new Sigmoid();
            case MULTICLASS -> new Softmax();
        };
    }

    /// {@return the loss}
    public Loss loss() {
        return switch (this) {
            case REGRESSION -> new MeanSquaredError();
            case BINARY, MULTILABEL -> new BinaryCrossentropy();
            case MULTICLASS -> new SparseCategoricalCrossentropy();
        };
    }

    /// Creates the last layer.
    ///
    /// @param answers the number of values, classes or labels; for [#BINARY] the layer always has one unit
    /// @return the layer
    public Dense head(int answers) {
        return new Dense(this == BINARY ? 1 : answers, activation());
    }

    /// {@return the metrics to report besides the loss, the most informative first}
    public List<Metric> metrics() {
        return switch (this) {
            case REGRESSION -> List.of(new RootMeanSquaredError(), new MeanAbsoluteError(), new R2Score());
            case BINARY -> List.of(new BinaryAccuracy().named("accuracy"), new Auc());
            case MULTICLASS -> List.of(new SparseCategoricalAccuracy().named("accuracy"));
            case MULTILABEL -> List.of(new BinaryAccuracy().named("accuracy"));
        };
    }

    /// {@return the row of the table, on one line}
    public String row() {
        return problem + " → " + activation().getClass().getSimpleName().toLowerCase(Locale.ROOT) + " output, "
                + loss().className() + " loss";
    }
}
