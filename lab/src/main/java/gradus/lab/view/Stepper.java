package gradus.lab.view;

import static gradus.internal.Require.require;

import gradus.Fit;
import gradus.Model;
import gradus.data.Dataset;
import gradus.kernels.Kernels;
import gradus.lab.messages.StepMessages.StatisticsView;
import gradus.lab.messages.StepMessages.StepLayer;
import gradus.lab.messages.StepMessages.StepView;
import gradus.lab.run.Run;
import gradus.layers.BatchNormalization;
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
import org.jspecify.annotations.Nullable;

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
    /// The weights of the forward pass: those of an optimizer that looks ahead are not where its step begins.
    private final float[] used;
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
        used = copy.values().clone();
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
        boolean onLogits = loss.onLogits(
                        ColumnPass.activation(graph.layers().get(head.dense()).layer()))
                != null;
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
                About.of(loss),
                onLogits,
                run.settings().l1(),
                run.settings().l2(),
                run.learningRate(),
                Notation.write(Registry.OPTIMIZERS, updater.optimizer()),
                About.of(updater.optimizer().rule()),
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
        ColumnPass pass = ColumnPass.of(graph, column, view.values::get, used, shown);
        Network network = trainer.network();
        Parameters.Slice bias = column.bias();
        float[] none = new float[0];
        return new StepLayer(
                column.title(),
                pass.activationName(),
                About.of(pass.activation()),
                pass.normalizationName(),
                statistics(column),
                column.inputs(),
                units,
                perRow(pass.incoming(), column.inputs()),
                matrix(pass.weights(), 0, column),
                bias == null ? none : part(used, bias.offset(), units),
                perRow(pass.sums(), units),
                pass.isNormalized() ? perRow(pass.bent(), units) : new float[0][],
                perRow(pass.outputs(), units),
                perRow(pass.passed(), units),
                perRow(pass.slopes(), units),
                scaled(perRow(network.valueGradient(column.dense()), units)),
                matrix(gradients, column.kernel().offset(), column),
                bias == null ? none : part(gradients, bias.offset(), units),
                matrix(column.weights(before), 0, column),
                matrix(column.weights(copy.values()), 0, column),
                bias == null ? none : part(copy.values(), bias.offset(), units),
                slots(column));
    }

    /// The numbers of batch normalization before, in and after the step, or null where there is none.
    private @Nullable StatisticsView statistics(Column column) {
        int layer = column.batchNormalization();
        if (layer < 0 || !(graph.layers().get(layer).layer() instanceof BatchNormalization normalization)) {
            return null;
        }
        int units = Math.min(SHOWN, column.units());
        float[] sums = view.values.get(layer - 1);
        float[] means = new float[units];
        float[] variances = new float[units];
        for (int unit = 0; unit < units; unit++) {
            double sum = 0;
            for (int row = 0; row < rows.length; row++) {
                sum += sums[row * column.units() + unit];
            }
            double mean = sum / rows.length;
            double squares = 0;
            for (int row = 0; row < rows.length; row++) {
                double distance = sums[row * column.units() + unit] - mean;
                squares += distance * distance;
            }
            means[unit] = (float) mean;
            variances[unit] = (float) (squares / rows.length);
        }
        Map<String, float[]> started = new LinkedHashMap<>();
        Map<String, float[]> changes = new LinkedHashMap<>();
        Map<String, float[]> ended = new LinkedHashMap<>();
        for (Parameters.Slice slice : copy.slices(layer)) {
            String name = slice.spec().name();
            started.put(name, part(before, slice.offset(), column.units()));
            ended.put(name, part(copy.values(), slice.offset(), column.units()));
            if (slice.offset() < copy.trainableSize()) {
                changes.put(name, part(gradients, slice.offset(), column.units()));
            }
        }
        return new StatisticsView(
                About.of(normalization),
                normalization.momentum(),
                normalization.epsilon(),
                Map.of("mean", means, "variance", variances),
                started,
                changes,
                ended);
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
