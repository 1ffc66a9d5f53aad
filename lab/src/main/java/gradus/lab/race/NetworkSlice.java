package gradus.lab.race;

import gradus.Fit;
import gradus.Model;
import gradus.data.Dataset;
import gradus.data.Shape;
import gradus.internal.EvenlySpaced;
import gradus.lab.run.Run;
import gradus.math.Precision;
import gradus.math.RandomStream;
import gradus.optimizers.Sgd;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.Trainer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The loss of a network along two directions through its weights: `f(x, y) = loss(w + x·u + y·v)`. The directions are
/// drawn at random and scaled so that what goes into each unit is as long as the unit's own weights; so 1 is a
/// change as large as the weights.
///
/// Height and gradient are those of the real training pass, with dropout, if there is any, of one fixed draw.
///
/// [Li et al. 2018](https://arxiv.org/abs/1712.09913)
final class NetworkSlice implements Surface {
    static final String NAME = "slice";
    private static final int ROWS = 64;
    private static final int PARAMETERS = 20_000;

    private final String run;
    private final float[] weights;
    private final float[] across;
    private final float[] up;
    private final float[] values;
    private final Trainer trainer;
    private final int[] order;
    private final int rows;

    /// Through the weights as they are now.
    ///
    /// @throws IllegalArgumentException if the network is too large
    NetworkSlice(Run run) {
        Model model = run.model();
        if (model.parameterCount() > PARAMETERS) {
            throw new IllegalArgumentException("a slice is cut through networks of at most " + PARAMETERS
                    + " parameters, and this one has " + model.parameterCount() + "; build a smaller one in the lab");
        }
        this.run = run.name() + ", " + (run.epochs() == 0 ? "not trained" : "after " + run.epochs() + " epochs");
        Model copy = model.copy().threads(1).precision(Precision.FLOAT32);
        // A rule that does not look ahead: the loss is wanted where the weights are.
        SavedModel.Compilation compilation = model.compilation();
        copy.compile(new Sgd(0), compilation.losses(), compilation.lossWeights(), compilation.metrics());
        Parameters parameters = copy.parameters();
        values = parameters.values();
        weights = values.clone();
        across = direction(parameters, 1);
        up = direction(parameters, 2);
        Dataset data = run.train();
        order = EvenlySpaced.places(data.rows(), ROWS);
        rows = order.length;
        trainer = copy.start(data, Fit.epochs(1).batchSize(rows)).trainer();
    }

    private float[] direction(Parameters parameters, int number) {
        float[] direction = new float[weights.length];
        RandomStream random = RandomStream.of(number).derive("slice");
        for (Parameters.Slice slice : parameters.slices()) {
            if (!slice.spec().trainable()) {
                continue;
            }
            for (int i = slice.offset(); i < slice.end(); i++) {
                direction[i] = (float) random.nextGaussian();
            }
            Shape shape = slice.shape();
            // Column by column of a matrix of weights, each of which leads to one unit.
            int units = shape.rank() == 2 ? shape.dimensions().getLast() : 1;
            for (int unit = 0; unit < units; unit++) {
                scale(direction, slice.offset() + unit, slice.end(), units);
            }
        }
        return direction;
    }

    private void scale(float[] direction, int from, int to, int stride) {
        double own = 0;
        double drawn = 0;
        for (int i = from; i < to; i += stride) {
            own += weights[i] * (double) weights[i];
            drawn += direction[i] * (double) direction[i];
        }
        float factor = drawn == 0 ? 0 : (float) Math.sqrt(own / drawn);
        for (int i = from; i < to; i += stride) {
            direction[i] *= factor;
        }
    }

    private double forward(double x, double y) {
        float right = (float) x;
        float high = (float) y;
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i] + right * across[i] + high * up[i];
        }
        // As no step is finished, each is the first, with the same masks of dropout.
        return trainer.forward(order, 0, rows);
    }

    @Override
    public synchronized double height(double x, double y) {
        return forward(x, y);
    }

    @Override
    public synchronized void gradient(double x, double y, int step, float[] gradient) {
        double loss = forward(x, y);
        if (!Double.isFinite(loss)) {
            gradient[0] = Float.NaN;
            gradient[1] = Float.NaN;
            return;
        }
        float[] full = trainer.gradients();
        double first = 0;
        double second = 0;
        for (int i = 0; i < full.length; i++) {
            first += full[i] * (double) across[i];
            second += full[i] * (double) up[i];
        }
        gradient[0] = (float) first;
        gradient[1] = (float) second;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String label() {
        return "Slice through the lab's network";
    }

    @Override
    public String formula() {
        return "f(x, y) = loss(w + x·u + y·v)";
    }

    @Override
    public String about() {
        return "The real training loss of " + run + ", over " + rows
                + " rows, around its weights (the middle) along two"
                + " random directions; 1 is as far as the weights are long (Li et al. 2018). Gradients are real"
                + " backward passes.";
    }

    @Override
    public List<Double> range() {
        return List.of(-1.5, 1.5, -1.5, 1.5);
    }

    @Override
    public List<Double> start() {
        return List.of(-1.1, 0.9);
    }

    @Override
    public @Nullable Double minimum() {
        return null;
    }

    @Override
    public List<List<Double>> minima() {
        return List.of();
    }
}
