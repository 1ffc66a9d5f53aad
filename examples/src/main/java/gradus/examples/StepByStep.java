package gradus.examples;

import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;
import static gradus.layers.Layers.normalization;

import gradus.Fit;
import gradus.Sequential;
import gradus.TrainingRun;
import gradus.checkpoints.Checkpoint;
import gradus.data.datasets.Datasets;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;

/// A training loop of one's own: the learning rate grows over the first steps, and one epoch is taken back.
public final class StepByStep {
    private static final int WARMUP = 20;

    private StepByStep() {}

    /// Trains.
    ///
    /// @param arguments are not used
    public static void main(String[] arguments) {
        var iris = Datasets.load("iris").dataset().split(0.2, true, RandomStream.of(1));
        var model = Sequential.of(
                input(4), normalization().adapt(iris.train().input()), dense(16, RELU), dense(3, SOFTMAX));
        model.compile(new Adam(0), new SparseCategoricalCrossentropy());

        TrainingRun run = model.start(iris.train(), Fit.epochs(30).batchSize(8).validation(iris.test()));
        while (run.steps() < WARMUP) {
            run.learningRate(0.01 * (run.steps() + 1) / WARMUP);
            run.step();
        }
        System.out.printf("loss %.2f after %d steps, in epoch %d%n", run.loss(), run.steps(), run.epochs() + 1);

        Checkpoint before = run.snapshot();
        run.epoch();
        String once = model.weightsSha256();
        run.restore(before);
        run.epoch();
        System.out.println("the same epoch again: " + once.equals(model.weightsSha256()));

        System.out.printf("val_loss %.2f%n", run.finish().last("val_loss"));
    }
}
