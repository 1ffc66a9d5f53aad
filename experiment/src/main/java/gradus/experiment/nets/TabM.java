package gradus.experiment.nets;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.activations.Activations;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.initializers.RandomNormal;
import gradus.initializers.RandomUniform;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.EinsumDense;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.Layer;
import gradus.layers.Layers;
import gradus.layers.RepeatVector;
import gradus.optimizers.AdamW;
import gradus.problems.Head;
import java.util.ArrayList;
import java.util.List;

/// The recipe of TabM-mini: an ensemble inside one network. Each row is repeated for `k` members. A member has factors
/// of its own for the inputs and a head of its own; the hidden layers are shared. The mean of the members' losses is
/// made small, so that each learns to answer alone, and the mean of their answers is the answer.
///
/// [Gorishniy, Kotelnikov & Babenko 2024](https://arxiv.org/abs/2410.24210)
///
/// @param members the number of members `k`
/// @param hidden the units of each hidden layer
/// @param learningRate the learning rate
/// @param dropout the rate of dropout after each hidden layer
/// @param weightDecay the weight decay
/// @param epochs the largest number of epochs
record TabM(int members, List<Integer> hidden, double learningRate, double dropout, double weightDecay, int epochs)
        implements TableNet {
    static final int MOST_EPOCHS = 400;
    /// The published size for networks with an encoding of numbers, and smaller ones for less time.
    static final List<TabM> SIZES = List.of(of(32, 512), of(32, 256), of(16, 256), of(16, 128), of(8, 128));

    /// The number of epochs without improvement after which training ends.
    private static final int PATIENCE = 16;

    private static TabM of(int members, int units) {
        return new TabM(members, List.of(units, units), 0.002, 0.1, 3e-4, MOST_EPOCHS);
    }

    TabM withEpochs(int value) {
        return new TabM(members, hidden, learningRate, dropout, weightDecay, value);
    }

    /// Returns how many weights a row meets, those of shared layers once for each member.
    long work(int width, Head head) {
        long weights = 0;
        int inputs = width;
        for (int units : hidden) {
            weights += (long) inputs * units;
            inputs = units;
        }
        return members * (weights + (long) inputs * head.layer().units());
    }

    @Override
    public String title(boolean several) {
        return (several ? "networks" : "network") + " by the recipe of TabM";
    }

    @Override
    public int patience() {
        return PATIENCE;
    }

    @Override
    public Model model(int width, Head head, double steps) {
        List<Layer> layers = new ArrayList<>(List.of(Layers.input(width)));
        layers.add(new RepeatVector(members));
        layers.add(new EinsumDense("bki,ki->bki", members, width)
                .kernelInitializer(new RandomNormal(0, 1))
                .named("factors"));
        int inputs = width;
        for (int units : hidden) {
            double bound = 1 / Math.sqrt(inputs);
            layers.add(new Dense(units, Activations.RELU)
                    .kernelInitializer(new RandomUniform(-bound, bound))
                    .biasInitializer(new RandomUniform(-bound, bound)));
            layers.add(new Dropout(dropout));
            inputs = units;
        }
        Dense last = head.layer();
        double bound = 1 / Math.sqrt(inputs);
        layers.add(new EinsumDense("bki,kio->bko", members, last.units())
                .activation(last.activation())
                .biasAxes("ko")
                .kernelInitializer(new RandomUniform(-bound, bound))
                .named("heads"));
        if (head.order() != null) {
            layers.add(head.order().layer());
        }
        Model model = Sequential.of(null, layers);
        model.compile(new AdamW(learningRate, weightDecay).globalClipNorm(1), head.loss());
        return model;
    }

    @Override
    public Fit fit(int width, double steps, Fit fit) {
        return fit;
    }

    /// Each member learns the target.
    @Override
    public Dataset learned(Dataset rows) {
        Rows target = rows.target();
        int width = target.width();
        float[] repeated = new float[target.count() * members * width];
        for (int row = 0; row < target.count(); row++) {
            for (int member = 0; member < members; member++) {
                target.copy(row, repeated, (row * members + member) * width);
            }
        }
        return new Dataset(rows.inputs(), List.of(Rows.wrap(repeated, members * width)), rows.weights());
    }

    @Override
    public Model answering(Model trained) {
        return trained.append(List.of(new GlobalAveragePooling1D().named("mean_of_members")));
    }
}
