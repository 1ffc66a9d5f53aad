package gradus.registry;

import gradus.losses.*;

/// The losses of Gradus, in the order in which they are listed.
final class BuiltInLosses implements ConceptProvider {
    @Override
    public void register() {
        Registry.LOSSES
                .keras("MeanSquaredError", new MeanSquaredError(), 0, "mse")
                .own("RootMeanSquaredError", new RootMeanSquaredError(), 0, "rmse")
                .keras("MeanAbsoluteError", new MeanAbsoluteError(), 0, "mae")
                .keras("MeanAbsolutePercentageError", new MeanAbsolutePercentageError(), 0, "mape")
                .keras("MeanSquaredLogarithmicError", new MeanSquaredLogarithmicError(), 0, "msle")
                .keras("Huber", new Huber())
                .keras("LogCosh", new LogCosh())
                .keras("Poisson", new Poisson())
                .keras("KLDivergence", new KLDivergence(), 0, "kld", "kullback_leibler_divergence")
                .keras("Hinge", new Hinge())
                .keras("SquaredHinge", new SquaredHinge())
                .keras("CategoricalHinge", new CategoricalHinge())
                .keras("CosineSimilarity", new CosineSimilarity())
                .keras("BinaryCrossentropy", new BinaryCrossentropy(), 0, "bce")
                .keras("CategoricalCrossentropy", new CategoricalCrossentropy())
                .keras("SparseCategoricalCrossentropy", new SparseCategoricalCrossentropy())
                .keras("BinaryFocalCrossentropy", new BinaryFocalCrossentropy())
                .keras("CategoricalFocalCrossentropy", new CategoricalFocalCrossentropy())
                .keras("CategoricalGeneralizedCrossEntropy", new CategoricalGeneralizedCrossEntropy())
                .keras("Dice", new Dice())
                .keras("Tversky", new Tversky())
                .keras("Circle", new Circle());
    }
}
