package gradus;

import static gradus.internal.Require.require;

import gradus.callbacks.Callback;
import gradus.checkpoints.Checkpoints;
import gradus.data.Dataset;
import gradus.internal.Records;
import gradus.optimizers.ParameterGroup;
import gradus.schedules.Schedule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The training settings: the arguments of Keras's `fit`, as an immutable value.
///
/// @param epochs the number of the last epoch, from 1
/// @param initialEpoch the number of the first epoch, from 0; `epochs` for no training
/// @param gradientDescent how many rows each update uses
/// @param shuffle whether the rows are reordered for every epoch
/// @param validation the validation rows, evaluated after each epoch, or null
/// @param validationFraction the fraction of the rows to hold out for validation, at random; 0 for none; ignored if
///     there are `validation` rows
/// @param validationFrequency the number of epochs between evaluations: after each epoch whose number, from 1, it
///     divides
/// @param stepsPerEpoch the number of steps of an epoch, or null for all rows once
/// @param validationSteps the number of batches of the validation rows to evaluate, or null for all of them
/// @param classWeights the weight of the rows of a class, by class number; empty for a weight of 1 each
/// @param callbacks the receivers of events, in this order
/// @param checkpoints where and when to save checkpoints, or null for none
/// @param stopOnNan whether a non-finite loss or weight ends training with an error
/// @param regularizationShare the share of dropout, noise and weight decay that is in force at each step, in `[0, 1]`
/// @param parameterGroups factors of the learning rate and the weight decay of some parameters
/// @param orderSeed the seed of the order of the rows, or null for that of the model
/// @param checkHead whether a last layer that does not fit the loss is rejected before the first step
public record Fit(
        int epochs,
        int initialEpoch,
        GradientDescent gradientDescent,
        boolean shuffle,
        @Nullable Dataset validation,
        double validationFraction,
        int validationFrequency,
        @Nullable Integer stepsPerEpoch,
        @Nullable Integer validationSteps,
        Map<Integer, Double> classWeights,
        List<Callback> callbacks,
        @Nullable Checkpoints checkpoints,
        boolean stopOnNan,
        Schedule regularizationShare,
        List<ParameterGroup> parameterGroups,
        @Nullable Long orderSeed,
        boolean checkHead) {
    /// Keras's default batch size.
    public static final int DEFAULT_BATCH_SIZE = 32;

    /// Copies the collections and validates the arguments.
    ///
    /// @throws IllegalArgumentException if an argument is out of range
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
        require(
                stepsPerEpoch == null || stepsPerEpoch >= 1,
                "Fit.stepsPerEpoch must be at least 1, got %s",
                stepsPerEpoch);
        require(
                validationSteps == null || validationSteps >= 1,
                "Fit.validationSteps must be at least 1, got %s",
                validationSteps);
        classWeights.forEach((label, weight) -> require(
                weight >= 0 && Double.isFinite(weight),
                "the weight of class %s must be at least 0, got %s",
                label,
                weight));
        classWeights = Map.copyOf(classWeights);
        callbacks = List.copyOf(callbacks);
        parameterGroups = List.copyOf(parameterGroups);
    }

    void requireNoCheckpoints() {
        require(
                checkpoints == null,
                "Model.start must get a Fit without checkpoints, got %s; use Model.fit, or TrainingRun.snapshot",
                checkpoints);
    }

    /// Trains for a number of epochs with mini-batches of 32 rows, reordered for every epoch.
    ///
    /// @param epochs the number of epochs, at least 1
    /// @return the settings
    public static Fit epochs(int epochs) {
        return new Fit(
                epochs,
                0,
                GradientDescent.miniBatch(DEFAULT_BATCH_SIZE),
                true,
                null,
                0,
                1,
                null,
                null,
                Map.of(),
                List.of(),
                null,
                true,
                Schedule.constant(1),
                List.of(),
                null,
                true);
    }

    /// Sets the batch size.
    ///
    /// @param rows the number of rows in a mini-batch, at least 1
    /// @return the changed settings
    public Fit batchSize(int rows) {
        return gradientDescent(GradientDescent.miniBatch(rows));
    }

    /// Chooses stochastic, mini-batch or batch gradient descent.
    ///
    /// @param value the kind of gradient descent
    /// @return the changed settings
    public Fit gradientDescent(GradientDescent value) {
        return Records.with(this, "gradientDescent", value);
    }

    /// Starts at a later epoch, to continue an earlier training.
    ///
    /// @param value the number of the first epoch, from 0
    /// @return the changed settings
    public Fit initialEpoch(int value) {
        return Records.with(this, "initialEpoch", value);
    }

    /// Sets whether the rows are reordered for every epoch; by default they are.
    ///
    /// @param value whether to shuffle
    /// @return the changed settings
    public Fit shuffle(boolean value) {
        return Records.with(this, "shuffle", value);
    }

    /// Sets the seed of the order of the rows, so that it can be drawn anew while dropout and noise are not; by default
    /// it is that of the model.
    ///
    /// @param value the seed, or null for that of the model
    /// @return the changed settings
    public Fit orderSeed(@Nullable Long value) {
        return Records.with(this, "orderSeed", value);
    }

    /// Sets the validation rows, which are evaluated after each epoch.
    ///
    /// @param value the rows, or null for none
    /// @return the changed settings
    public Fit validation(@Nullable Dataset value) {
        return Records.with(this, "validation", value);
    }

    /// Holds out a fraction of the rows for validation after each epoch. Unlike Keras's `validation_split`, which
    /// takes the last rows in their given order, they are chosen at random from the model's seed, and the classes
    /// of a classification keep their proportions.
    ///
    /// @param value the fraction, in [0, 1)
    /// @return the changed settings
    public Fit validationFraction(double value) {
        return Records.with(this, "validationFraction", value);
    }

    /// Sets the number of epochs between evaluations of the validation rows; by default 1.
    ///
    /// @param value the number of epochs, at least 1
    /// @return the changed settings
    public Fit validationFrequency(int value) {
        return Records.with(this, "validationFrequency", value);
    }

    /// Ends each epoch after a number of steps. The next epoch goes on with the rows that are left, and ends with the
    /// last of them, as in Keras. Batches of one's own, [Model#fit(Iterable, Fit)], are taken in the same way, and an
    /// endless source needs this number.
    ///
    /// @param value the number of steps, at least 1, or null for all rows once
    /// @return the changed settings
    public Fit stepsPerEpoch(@Nullable Integer value) {
        return Records.with(this, "stepsPerEpoch", value);
    }

    /// Evaluates only the first batches of the validation rows.
    ///
    /// @param value the number of batches, of the size of the training's, at least 1, or null for all rows
    /// @return the changed settings
    public Fit validationSteps(@Nullable Integer value) {
        return Records.with(this, "validationSteps", value);
    }

    /// Sets the weights of the rows of each class.
    ///
    /// @param value the weights by class number; classes without an entry have weight 1
    /// @return the changed settings
    public Fit classWeights(Map<Integer, Double> value) {
        return Records.with(this, "classWeights", value);
    }

    /// Sets the callbacks.
    ///
    /// @param value the receivers of events, in this order
    /// @return the changed settings
    public Fit callbacks(Callback... value) {
        return callbacks(List.of(value));
    }

    /// Sets the callbacks.
    ///
    /// @param value the receivers of events, in this order
    /// @return the changed settings
    public Fit callbacks(List<Callback> value) {
        return Records.with(this, "callbacks", value);
    }

    /// Saves checkpoints, or resumes from the newest; see [Checkpoints].
    ///
    /// @param value the checkpoint settings, or null for none
    /// @return the changed settings
    public Fit checkpoints(@Nullable Checkpoints value) {
        return Records.with(this, "checkpoints", value);
    }

    /// Sets whether a non-finite loss or weight ends training with an error; by default it does. A non-finite loss ends
    /// it before the batch changes a weight; only moving statistics of batch normalization have followed the batch.
    ///
    /// @param value whether to stop
    /// @return the changed settings
    public Fit stopOnNan(boolean value) {
        return Records.with(this, "stopOnNan", value);
    }

    /// Sets the share of dropout, noise and weight decay that is in force at each step: a net may be regularized at
    /// first and finish without. Keras has no counterpart; the saved model has the full rates.
    ///
    /// @param value the share, in `[0, 1]`, by the 0-based number of the step, such as [gradus.schedules.FlatCosine]
    /// @return the changed settings
    public Fit regularizationShare(Schedule value) {
        return Records.with(this, "regularizationShare", value);
    }

    /// Sets factors of the learning rate and the weight decay of some parameters.
    ///
    /// @param value the groups; parameters in none have factors of 1
    /// @return the changed settings
    public Fit parameterGroups(ParameterGroup... value) {
        return Records.with(this, "parameterGroups", List.of(value));
    }

    /// Sets whether a last layer that does not fit the loss is rejected; by default it is. Turn this off to see
    /// what such a network does.
    ///
    /// @param value whether to check
    /// @return the changed settings
    public Fit checkHead(boolean value) {
        return Records.with(this, "checkHead", value);
    }
}
