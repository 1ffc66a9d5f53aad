package gradus.experiment.nets;

import gradus.Fit;
import gradus.Model;
import gradus.activations.Linear;
import gradus.activations.Softmax;
import gradus.constraints.NonNeg;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.initializers.Ones;
import gradus.initializers.Zeros;
import gradus.layers.Dense;
import gradus.layers.EinsumDense;
import gradus.layers.Flatten;
import gradus.layers.Input;
import gradus.layers.Layers;
import gradus.layers.Node;
import gradus.layers.Rescaling;
import gradus.optimizers.Adam;
import gradus.problems.Head;
import gradus.problems.Task;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers with the mean of known targets, in which rows near to the asked one count more: the weight of a known row
/// `z` is `exp(-Σᵢ fᵢ(xᵢ - zᵢ)²)`, divided by the sum of all. The factors `f` say which columns matter. (A *kernel
/// regression*, or for classes *neighbourhood components*.)
///
/// As a network it has two dense layers. Of the distance, `Σ fᵢxᵢ²` is the same for all known rows, so that softmax
/// drops it. What remains is linear in `x`: the first layer has a unit for each known row, with the kernel `2fᵢzᵢ` and
/// the bias `-Σ fᵢzᵢ²`. The second has the known targets as its kernel.
///
/// [Nadaraya 1964](https://doi.org/10.1137/1109020); [Goldberger, Roweis, Hinton & Salakhutdinov
/// 2004](https://papers.nips.cc/paper/2566-neighbourhood-components-analysis)
///
/// @param head what is answered, and the loss by which the factors are learned
/// @param factors of each column, not negative
record NearestMean(Head head, float[] factors) {
    /// Of a probability, which part is the same for all classes: no near row of a class does not mean that there are
    /// none.
    private static final double DOUBT = 1e-3;

    /// By which a factor is multiplied at least. From 0 none would come back.
    private static final float LEAST_CHANGE = 0.1f;

    /// Encoded columns are between -3 and 3. With larger factors, distances would be sums of so large numbers that
    /// programs that add them in another order would differ in the sixth digit of an answer.
    private static final float LARGEST_FACTOR = 100;

    private static final String NEARNESS = "nearness";
    private static final String KNOWN = "known";
    private static final String FACTORS = "factors";

    /// Returns one in which all columns matter equally.
    static NearestMean of(Head head, int width, double factor) {
        float[] factors = new float[width];
        Arrays.fill(factors, (float) factor);
        return new NearestMean(head, factors);
    }

    /// Returns this one with all factors larger or smaller.
    NearestMean times(double factor) {
        float[] scaled = factors.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= (float) factor;
        }
        return new NearestMean(head, scaled);
    }

    /// Returns the number of values of an answer.
    static int answers(Head head, Rows target) {
        if (head.task() != Task.MULTICLASS) {
            return target.width();
        }
        return head.order() != null ? head.order().classes() : head.layer().units();
    }

    /// Returns the model that answers. None of its layers is trained further: each known row would learn to be near to
    /// itself only.
    ///
    /// @param known the known rows
    Model model(Dataset known) {
        int rows = known.rows();
        int width = factors.length;
        Input input = Layers.input(width);
        Node near = new Dense(rows, new Softmax())
                .kernelInitializer(new Zeros())
                .frozen()
                .named(NEARNESS)
                .apply(input);
        Model model = Model.of(input, mean(near, known)).seed(0);
        float[] kernel = new float[width * rows];
        float[] bias = new float[rows];
        float[] row = new float[width];
        for (int j = 0; j < rows; j++) {
            known.input().copy(j, row, 0);
            double square = 0;
            for (int i = 0; i < width; i++) {
                kernel[i * rows + j] = 2 * factors[i] * row[i];
                square += factors[i] * (double) row[i] * row[i];
            }
            bias[j] = (float) -square;
        }
        set(model, NEARNESS, 0, kernel);
        set(model, NEARNESS, 1, bias);
        set(model, KNOWN, 0, targets(known));
        return model;
    }

    /// Learns better factors, by the error of answers to other rows.
    ///
    /// @param known the known rows
    /// @param asked the other rows
    /// @param learningRate by which a factor, divided by the present one, changes at most in a step
    /// @param fit how often and by which steps
    /// @param threads the number of threads; it changes no bit
    /// @return the learned factors, or null if a callback stopped the learning
    @Nullable
    NearestMean learn(Dataset known, Dataset asked, double learningRate, Fit fit, int threads) {
        Model model = learning(known).threads(threads);
        model.compile(new Adam(learningRate), head.loss());
        Dataset doubled = new Dataset(List.of(withOnes(asked.input())), asked.targets(), null);
        if (model.fit(doubled, fit.checkHead(false)).stopReason() != null) {
            return null;
        }
        float[] learned = factors.clone();
        int offset = model.parameters()
                .slices(model.graph().indexOf(FACTORS))
                .getFirst()
                .offset();
        for (int i = 0; i < learned.length; i++) {
            float change = Math.max(LEAST_CHANGE, model.parameters().values()[offset + i]);
            learned[i] = Math.min(learned[i] * change, LARGEST_FACTOR);
        }
        return new NearestMean(head, learned);
    }

    /// Returns the model with factors that learn. It takes a row of ones after each row: they carry the factors to the
    /// bias.
    private Model learning(Dataset known) {
        int rows = known.rows();
        int width = factors.length;
        Input input = Layers.input(2 * width);
        Node both = Layers.reshape(2, width).apply(input);
        Node scaled = new EinsumDense(
                        "bki,i->bki",
                        List.of(2, width),
                        new Linear(),
                        null,
                        new Ones(),
                        new Zeros(),
                        null,
                        null,
                        null,
                        new NonNeg(),
                        null)
                .named(FACTORS)
                .apply(both);
        Node near = new Dense(rows, new Softmax())
                .useBias(false)
                .kernelInitializer(new Zeros())
                .frozen()
                .named(NEARNESS)
                .apply(new Flatten().apply(scaled));
        Model model = Model.of(input, mean(near, known)).seed(0);
        float[] kernel = new float[2 * width * rows];
        float[] row = new float[width];
        for (int j = 0; j < rows; j++) {
            known.input().copy(j, row, 0);
            for (int i = 0; i < width; i++) {
                kernel[i * rows + j] = 2 * factors[i] * row[i];
                kernel[(width + i) * rows + j] = -factors[i] * row[i] * row[i];
            }
        }
        set(model, NEARNESS, 0, kernel);
        set(model, KNOWN, 0, targets(known));
        return model;
    }

    private Node mean(Node near, Dataset known) {
        int answers = answers(head, known.target());
        Node mean = new Dense(answers)
                .useBias(false)
                .kernelInitializer(new Zeros())
                .frozen()
                .named(KNOWN)
                .apply(near);
        if (head.task() == Task.REGRESSION) {
            return mean;
        }
        int classes = head.task() == Task.MULTICLASS ? answers : 2;
        return new Rescaling(1 - DOUBT, DOUBT / classes).named("doubt").apply(mean);
    }

    /// Returns the known targets; of classes, 1 for the class of a row and 0 for the others.
    private float[] targets(Dataset known) {
        if (head.task() != Task.MULTICLASS) {
            return known.target().toArray();
        }
        int classes = answers(head, known.target());
        float[] labels = known.target().toArray();
        float[] targets = new float[labels.length * classes];
        for (int row = 0; row < labels.length; row++) {
            targets[row * classes + (int) labels[row]] = 1;
        }
        return targets;
    }

    private static Rows withOnes(Rows rows) {
        int width = rows.width();
        float[] doubled = new float[2 * width * rows.count()];
        Arrays.fill(doubled, 1);
        for (int row = 0; row < rows.count(); row++) {
            rows.copy(row, doubled, 2 * width * row);
        }
        return Rows.wrap(doubled, 2 * width);
    }

    private static void set(Model model, String layer, int place, float[] values) {
        int offset = model.parameters()
                .slices(model.graph().indexOf(layer))
                .get(place)
                .offset();
        System.arraycopy(values, 0, model.parameters().values(), offset, values.length);
    }
}
