package gradus;

import static gradus.internal.Require.require;

import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.losses.Loss;
import gradus.math.RandomStream;
import gradus.problems.HeadCheck;
import gradus.training.SavedModel;
import org.jspecify.annotations.Nullable;

/// The rows of a training, checked against the model: validation rows held out, classes weighted.
///
/// @param train the training rows
/// @param validation the validation rows, evaluated after each epoch, or null
record FitRows(Dataset train, @Nullable Dataset validation) {
    /// Prepares a data set.
    ///
    /// @throws IllegalArgumentException if it does not fit the model
    static FitRows of(Model model, Dataset data, Fit fit) {
        SavedModel.Compilation compilation = model.compilation();
        Dataset train = data;
        Dataset validation = fit.validation();
        if (validation == null && fit.validationFraction() > 0) {
            boolean labels = data.target().width() == 1 && Targets.areLabels(data.target());
            Dataset.Split split = data.split(
                    fit.validationFraction(),
                    labels,
                    RandomStream.of(model.seed()).derive("split"));
            train = split.train();
            validation = split.test();
        }
        DataCheck.targets(model, "training", train);
        if (validation != null) {
            DataCheck.targets(model, "validation", validation);
        }
        for (int i = 0; i < compilation.losses().size(); i++) {
            Loss loss = compilation.losses().get(i);
            int width = DataCheck.outputShape(model.graph(), i).last();
            if (fit.checkHead()) {
                HeadCheck.check(model.graph(), i, loss);
            }
            loss.checkTargets(train.targets().get(i), width);
            if (validation != null) {
                loss.checkTargets(validation.targets().get(i), width);
            }
        }
        if (!fit.classWeights().isEmpty()) {
            Shape output = DataCheck.outputShape(model.graph(), 0);
            require(
                    output.positions() == 1,
                    "class weights must have an output of one class per row, got %s; use sample weights",
                    output);
        }
        Integer steps = fit.validationSteps();
        if (validation != null && steps != null) {
            long most = (long) steps * fit.gradientDescent().rows(train.rows());
            validation = validation.slice(0, (int) Math.min(most, validation.rows()));
        }
        return new FitRows(
                fit.classWeights().isEmpty() ? train : Targets.weighted(train, fit.classWeights()), validation);
    }
}
