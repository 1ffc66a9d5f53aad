package gradus.lab.view;

import static gradus.internal.Require.require;

import gradus.Fit;
import gradus.Model;
import gradus.activations.Activation;
import gradus.activations.Elementwise;
import gradus.activations.Linear;
import gradus.data.Dataset;
import gradus.kernels.Kernels;
import gradus.lab.messages.StepMessages.StepLayer;
import gradus.lab.messages.StepMessages.StepView;
import gradus.lab.run.Run;
import gradus.layers.AppliedActivation;
import gradus.layers.Dense;
import gradus.layers.Dropout;
import gradus.layers.Layer;
import gradus.layers.WeightNormalization;
import gradus.losses.Loss;
import gradus.registry.Config;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import gradus.training.Trainer;
import gradus.training.Updater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes one training step apart, on a copy of the weights: the run stays as it is. With a batch it is the very
/// step that the run makes next.
public final class Stepper {
    /// Units of a layer that are shown.
    private static final int SHOWN = 8;
    /// Rows of a batch that are shown.
    private static final int ROWS = 32;

    private final Run run;
    private final Graph graph;
    private final Parameters copy;
    private final Trainer trainer;
    private final int[] rows;
    private final int shown;
    private final float[] before;
    private final float[] gradients;
    private final Updater updater;

    private Stepper(Run run, int[] rows) {
        this.run = run;
        this.rows = rows;
        shown = Math.min(ROWS, rows.length);
        Model model = run.model().copy();
        graph = model.graph();
        copy = model.parameters();
        before = copy.values().clone();
        updater = model.updater();
        trainer = model.start(run.train(), Fit.epochs(1).batchSize(rows.length)).trainer();
        double loss = trainer.forward(rows, 0, rows.length);
        view = new Forward(loss);
        gradients = trainer.gradients().clone();
        updater.apply(gradients.clone());
    }

    /// What is known after the forward pass, and may be written over on the way back.
    private final class Forward {
        final double loss;
        final List<float[]> values = new ArrayList<>();

        Forward(double loss) {
            this.loss = loss;
            for (int call = 0; call < graph.calls().size(); call++) {
                values.add(trainer.network().value(call).clone());
            }
        }
    }

    private final Forward view;

    /// The next step.
    ///
    /// @param row the number of the row that is alone in the batch, or -1 for the batch that comes next
    public static StepView view(Run run, int row) {
        require(run.work().whyNot().isEmpty(), "%s", run.message());
        int[] rows = row < 0
                ? run.nextRows()
                : new int[] {Math.floorMod(row, run.train().rows())};
        return new Stepper(run, rows).view();
    }

    private StepView view() {
        Dataset train = run.train();
        Loss loss = run.model().compilation().losses().getFirst();
        List<StepLayer> layers = new ArrayList<>();
        List<Column> columns = Column.of(run);
        columns.forEach(column -> layers.add(layer(column)));
        Column head = columns.getLast();
        int width = head.units();
        float[][] inputs = new float[shown][];
        float[][] targets = new float[shown][train.target().width()];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            float[] input = new float[train.input().width()];
            train.input().copy(rows[i], input, 0);
            inputs[i] = Arrays.copyOf(input, Math.min(SHOWN, input.length));
            train.target().copy(rows[i], targets[i], 0);
            labels.add(Describer.answer(
                    run, targets[i].length == 1 ? targets[i][0] : Answers.best(targets[i], 0, targets[i].length)));
        }
        float[] losses = new float[shown];
        loss.losses(Kernels.current(), flat(targets), view.values.getLast(), losses, width, 0, shown);
        boolean onLogits =
                loss.onLogits(activation(graph.layers().get(head.dense()).layer())) != null;
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (updater.optimizer().rule() instanceof Record rule) {
            Config.of(rule).forEach((name, value) -> {
                if (value instanceof Number || value instanceof Boolean) {
                    arguments.put(name, value);
                }
            });
        }
        return new StepView(
                Arrays.copyOf(rows, shown),
                rows.length,
                run.experiment().data().schema().featureNames().stream()
                        .limit(SHOWN)
                        .toList(),
                inputs,
                targets,
                labels,
                losses,
                view.loss,
                loss.className(),
                onLogits,
                run.settings().l1(),
                run.settings().l2(),
                run.learningRate(),
                Notation.write(Registry.OPTIMIZERS, updater.optimizer()),
                arguments,
                updater.steps(),
                layers);
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return flat;
    }

    private StepLayer layer(Column column) {
        int units = column.units();
        int call = column.dense();
        int inputCall = graph.calls().get(call).inputs().getFirst();
        float[] incoming = view.values.get(inputCall);
        float[] weights = column.weights(before);
        float[] sums = sums(column, incoming, weights);
        int normalization = -1;
        for (int layer = call + 1; layer < column.end(); layer++) {
            Layer one = graph.layers().get(layer).layer();
            if (!(one instanceof Dropout) && !(one instanceof AppliedActivation)) {
                normalization = layer;
            }
        }
        float[] bent = normalization < 0 ? sums : view.values.get(normalization);
        Activation activation = activation(graph.layers().get(column.output()).layer());
        Network network = trainer.network();
        Parameters.Slice bias = column.bias();
        float[] none = new float[0];
        return new StepLayer(
                column.title(),
                column.activation(),
                normalization < 0
                        ? ""
                        : graph.layers().get(normalization).layer().getClass().getSimpleName(),
                column.inputs(),
                units,
                perRow(incoming, column.inputs()),
                matrix(weights, 0, column),
                bias == null ? none : part(before, bias.offset(), units),
                perRow(sums, units),
                normalization < 0 ? new float[0][] : perRow(bent, units),
                perRow(view.values.get(column.output()), units),
                perRow(view.values.get(column.end() - 1), units),
                perRow(slopes(activation, bent, units), units),
                scaled(perRow(network.valueGradient(call), units)),
                matrix(gradients, column.kernel().offset(), column),
                bias == null ? none : part(gradients, bias.offset(), units),
                matrix(column.weights(copy.values()), 0, column),
                bias == null ? none : part(copy.values(), bias.offset(), units),
                slots(column));
    }

    private float[] sums(Column column, float[] incoming, float[] weights) {
        int units = column.units();
        Parameters.Slice bias = column.bias();
        float[] sums = new float[shown * units];
        for (int row = 0; row < shown; row++) {
            for (int unit = 0; unit < units; unit++) {
                double sum = bias == null ? 0 : before[bias.offset() + unit];
                for (int i = 0; i < column.inputs(); i++) {
                    sum += (double) weights[i * units + unit] * incoming[row * column.inputs() + i];
                }
                sums[row * units + unit] = (float) sum;
            }
        }
        return sums;
    }

    private static Activation activation(Layer layer) {
        return switch (layer) {
            case Dense dense -> dense.activation();
            case WeightNormalization normalized -> normalized.layer().activation();
            case AppliedActivation applied -> applied.activation();
            default -> new Linear();
        };
    }

    /// The derivative of the activation at every sum; empty for activations that mix units, such as softmax.
    private float[] slopes(Activation activation, float[] sums, int units) {
        if (!(activation instanceof Elementwise)) {
            return new float[0];
        }
        float[] outputs = new float[shown * units];
        float[] slopes = new float[shown * units];
        float[] ones = new float[shown * units];
        Arrays.fill(ones, 1);
        activation.forward(Kernels.current(), sums, outputs, units, 0, shown);
        activation.backward(Kernels.current(), sums, outputs, ones, slopes, units, 0, shown);
        return slopes;
    }

    /// The gradients of the mean loss as those of each row's own loss.
    private float[][] scaled(float[][] values) {
        for (float[] row : values) {
            for (int i = 0; i < row.length; i++) {
                row[i] *= rows.length;
            }
        }
        return values;
    }

    /// The state of the optimizer for each weight after the step, by the names of its slots. Slots without a number for
    /// each weight are left out.
    private Map<String, float[][]> slots(Column column) {
        Map<String, float[][]> slots = new LinkedHashMap<>();
        updater.state().slots().forEach((name, values) -> {
            if (values.length == copy.trainableSize()) {
                slots.put(name, matrix(values, column.kernel().offset(), column));
            }
        });
        return slots;
    }

    private float[][] perRow(float[] values, int width) {
        if (values.length == 0) {
            return new float[0][];
        }
        float[][] found = new float[shown][];
        for (int row = 0; row < shown; row++) {
            found[row] = Arrays.copyOfRange(values, row * width, row * width + Math.min(SHOWN, width));
        }
        return found;
    }

    private static float[][] matrix(float[] values, int offset, Column column) {
        float[][] found = new float[Math.min(SHOWN, column.inputs())][];
        for (int i = 0; i < found.length; i++) {
            found[i] = part(values, offset + i * column.units(), column.units());
        }
        return found;
    }

    private static float[] part(float[] values, int from, int count) {
        return Arrays.copyOfRange(values, from, from + Math.min(SHOWN, count));
    }
}
