package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SIGMOID;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.Transfer;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Datasets;
import gradus.layers.Rescaling;
import gradus.losses.BinaryCrossentropy;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.metrics.BinaryAccuracy;
import gradus.optimizers.Adam;
import java.util.List;

/// A network that knows the ten digits learns from 30 of them which ones are even.
public final class TransferLearning {
    private static final int FEW = 30;

    private TransferLearning() {}

    /// Trains a network, and another one with the first layers of the first.
    ///
    /// @param arguments are not used
    public static void main(String[] arguments) {
        Dataset.Split digits = Datasets.load("digits").dataset().split(0.5, true, RandomStream.of(1));
        Dataset few = parity(digits.train().slice(0, FEW));
        Dataset test = parity(digits.test());

        Model trained =
                Sequential.of(input(64), new Rescaling(1 / 16.0), dense(64, RELU), dense(32, RELU), dense(10, SOFTMAX));
        trained.compile(new Adam(1e-3), new SparseCategoricalCrossentropy());
        trained.fit(digits.train(), Fit.epochs(30).batchSize(16));

        // The layers up to dense_1, with their weights, and a new end. First only the end learns.
        Model model = Transfer.upTo(trained, "dense_1").append(List.of(dense(1, SIGMOID)));
        Transfer.trainable(model, false, "dense", "dense_1");
        compile(model, 1e-2);
        model.fit(few, Fit.epochs(100).batchSize(10));
        System.out.printf("accuracy with a new end %.3f%n", accuracy(model, test));

        // Then all of it, in small steps.
        Transfer.trainable(model, true, "dense", "dense_1");
        compile(model, 1e-4);
        model.fit(few, Fit.epochs(50).batchSize(10));
        System.out.printf("accuracy after fine-tuning %.3f%n", accuracy(model, test));

        Model alone =
                Sequential.of(input(64), new Rescaling(1 / 16.0), dense(64, RELU), dense(32, RELU), dense(1, SIGMOID));
        compile(alone, 1e-3);
        alone.fit(few, Fit.epochs(150).batchSize(10));
        System.out.printf("accuracy of a network that starts anew %.3f%n", accuracy(alone, test));
    }

    private static void compile(Model model, double rate) {
        model.compile(new Adam(rate), new BinaryCrossentropy(), new BinaryAccuracy());
    }

    private static double accuracy(Model model, Dataset data) {
        return model.evaluate(data).getOrDefault("binary_accuracy", Double.NaN);
    }

    /// The same rows, with 1 for even digits as target.
    private static Dataset parity(Dataset digits) {
        float[] label = new float[1];
        float[] even = new float[digits.rows()];
        for (int row = 0; row < even.length; row++) {
            digits.target().copy(row, label, 0);
            even[row] = label[0] % 2 == 0 ? 1 : 0;
        }
        return Dataset.of(digits.input(), Rows.of(even, 1));
    }
}
