package gradus;

import static gradus.internal.Require.require;

import gradus.callbacks.Callback;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.internal.Records;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How to train: the arguments of Keras's `fit`, as a value.
///
/// @param epochs the number of the last epoch, plus 1
/// @param initialEpoch the number of the first one, from 0; `epochs` for none
/// @param gradientDescent how many rows an update looks at
/// @param shuffle whether every epoch has an order of its own
/// @param validation rows that are evaluated after each epoch, or null
/// @param validationFraction the part of the rows that is held out for that, at random; 0 for none; not used
///     where there is a `validation`
/// @param validationFrequency how often they are evaluated: after each epoch whose number, from 1, it divides
/// @param classWeights the weight of the rows of a class, by its number; empty for 1 each
/// @param callbacks who is told what happens, in this order
/// @param checkpoints where and when checkpoints are saved, or null for none
/// @param stopOnNan whether a loss or a weight that is no finite number ends training with an error
/// @param checkHead whether a last layer that does not fit the loss is refused before the first step
public record Fit(
        int epochs,
        int initialEpoch,
        GradientDescent gradientDescent,
        boolean shuffle,
        @Nullable Dataset validation,
        double validationFraction,
        int validationFrequency,
        Map<Integer, Double> classWeights,
        List<Callback> callbacks,
        @Nullable Checkpoints checkpoints,
        boolean stopOnNan,
        boolean checkHead) {
    /// Keras's default.
    public static final int DEFAULT_BATCH_SIZE = 32;

    /// Checks ranges and copies the collections.
    public Fit {
        require(epochs >= 1, "Fit.epochs must be at least 1, got %s", epochs);
        require(
                initialEpoch >= 0 && initialEpoch <= epochs,
                "Fit.initialEpoch must be in [0, epochs], got %s of %s",
                initialEpoch,
                epochs);
        require(
                validationFraction >= 0 && validationFraction < 1,
                "Fit.validationFraction must be in [0, 1), got %s",
                validationFraction);
        require(validationFrequency >= 1, "Fit.validationFrequency must be at least 1, got %s", validationFrequency);
        classWeights.forEach((label, weight) -> require(
                weight >= 0 && Double.isFinite(weight),
                "the weight of class %s must be at least 0, got %s",
                label,
                weight));
        classWeights = Map.copyOf(classWeights);
        callbacks = List.copyOf(callbacks);
    }

    /// So many epochs of mini-batches of 32 rows in an order that changes every epoch.
    public static Fit epochs(int epochs) {
        return new Fit(
                epochs,
                0,
                GradientDescent.miniBatch(DEFAULT_BATCH_SIZE),
                true,
                null,
                0,
                1,
                Map.of(),
                List.of(),
                null,
                true,
                true);
    }

    /// Mini-batches of so many rows.
    public Fit batchSize(int rows) {
        return gradientDescent(GradientDescent.miniBatch(rows));
    }

    /// Stochastic, mini-batch or batch gradient descent.
    public Fit gradientDescent(GradientDescent value) {
        return Records.with(this, "gradientDescent", value);
    }

    /// Starts at a later epoch, to go on with a training.
    public Fit initialEpoch(int value) {
        return Records.with(this, "initialEpoch", value);
    }

    /// Whether every epoch has an order of its own.
    public Fit shuffle(boolean value) {
        return Records.with(this, "shuffle", value);
    }

    /// Evaluates these rows after each epoch.
    public Fit validation(@Nullable Dataset value) {
        return Records.with(this, "validation", value);
    }

    /// Holds out a part of the rows and evaluates it after each epoch. Unlike Keras's `validation_split`, which
    /// takes the last rows whatever their order, they are chosen at random from the model's seed, and the classes
    /// of a classification keep their shares.
    public Fit validationFraction(double value) {
        return Records.with(this, "validationFraction", value);
    }

    /// Evaluates after every so many epochs.
    public Fit validationFrequency(int value) {
        return Records.with(this, "validationFrequency", value);
    }

    /// Weights the rows of each class; classes that are not named weigh 1.
    public Fit classWeights(Map<Integer, Double> value) {
        return Records.with(this, "classWeights", value);
    }

    /// Tells these what happens, in this order.
    public Fit callbacks(Callback... value) {
        return callbacks(List.of(value));
    }

    /// Tells these what happens, in this order.
    public Fit callbacks(List<Callback> value) {
        return Records.with(this, "callbacks", value);
    }

    /// Saves checkpoints, or goes on from the newest, as [Checkpoints] says.
    public Fit checkpoints(@Nullable Checkpoints value) {
        return Records.with(this, "checkpoints", value);
    }

    /// Whether a loss or a weight that is no finite number ends training with an error.
    public Fit stopOnNan(boolean value) {
        return Records.with(this, "stopOnNan", value);
    }

    /// Whether a last layer that does not fit the loss is refused. Turn it off to see what such a network does.
    public Fit checkHead(boolean value) {
        return Records.with(this, "checkHead", value);
    }
}
