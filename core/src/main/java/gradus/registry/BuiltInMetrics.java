package gradus.registry;

import gradus.metrics.*;
import java.util.List;

/// The metrics of Gradus, in the order in which they are listed.
final class BuiltInMetrics implements ConceptProvider {
    @Override
    public void register() {
        Registry.METRICS
                .keras("Accuracy", new Accuracy())
                .keras("BinaryAccuracy", new BinaryAccuracy())
                .keras("CategoricalAccuracy", new CategoricalAccuracy())
                .keras("SparseCategoricalAccuracy", new SparseCategoricalAccuracy())
                .keras("TopKCategoricalAccuracy", new TopKCategoricalAccuracy())
                .keras("SparseTopKCategoricalAccuracy", new SparseTopKCategoricalAccuracy())
                .keras("TruePositives", new TruePositives())
                .keras("TrueNegatives", new TrueNegatives())
                .keras("FalsePositives", new FalsePositives())
                .keras("FalseNegatives", new FalseNegatives())
                .keras("Precision", new Precision())
                .keras("Recall", new Recall())
                .keras("FBetaScore", new FBetaScore())
                .keras("F1Score", new F1Score(), 0, "f1")
                .keras("AUC", new Auc())
                .own("LogLoss", new LogLoss(), 0)
                .keras("MeanSquaredError", new MeanSquaredError(), 0, "mse")
                .keras("RootMeanSquaredError", new RootMeanSquaredError(), 0, "rmse")
                .keras("MeanAbsoluteError", new MeanAbsoluteError(), 0, "mae")
                .keras("MeanAbsolutePercentageError", new MeanAbsolutePercentageError(), 0, "mape")
                .keras("R2Score", new R2Score(), 0, "r2")
                .keras("CosineSimilarity", new CosineSimilarity())
                .keras("PearsonCorrelation", new PearsonCorrelation())
                .keras("ConcordanceCorrelation", new ConcordanceCorrelation())
                .keras("SensitivityAtSpecificity", new SensitivityAtSpecificity(0.5), 1)
                .keras("SpecificityAtSensitivity", new SpecificityAtSensitivity(0.5), 1)
                .keras("PrecisionAtRecall", new PrecisionAtRecall(0.5), 1)
                .keras("RecallAtPrecision", new RecallAtPrecision(0.5), 1)
                .keras("BinaryIoU", new BinaryIoU())
                .keras("IoU", new IoU(2, List.of(0, 1)), 2)
                .keras("MeanIoU", new MeanIoU(2), 1)
                .keras("OneHotIoU", new OneHotIoU(2, List.of(0, 1)), 2)
                .keras("OneHotMeanIoU", new OneHotMeanIoU(2), 1);
    }
}
