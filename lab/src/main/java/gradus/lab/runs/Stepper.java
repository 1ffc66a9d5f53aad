package gradus.lab.runs;

import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.lab.messages.Messages.StepLayer;
import gradus.lab.messages.Messages.StepView;
import gradus.layers.AppliedActivation;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.registry.Notation;
import gradus.registry.Registry;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import gradus.training.Trainer;
import gradus.training.Updater;
import java.util.ArrayList;
import java.util.List;

/// Takes one training step on one row apart, on a copy of the weights: the run stays as it is.
final class Stepper {
    /// Numbers of a vector that are shown.
    private static final int SHOWN = 8;

    private Stepper() {}

    /// What the next step would do if its batch were one row.
    static StepView view(Run run, int wanted) {
        Dataset train = run.train();
        int row = Math.floorMod(wanted, train.rows());
        Graph graph = run.model().graph();
        Parameters copy = new Parameters(graph);
        float[] values = copy.values();
        System.arraycopy(run.model().parameters().values(), 0, values, 0, values.length);
        var compilation = run.model().compilation();
        Updater updater = new Updater(compilation.optimizer(), graph, copy, Workers.shared());
        updater.restore(run.updater().state());
        double rate = updater.learningRate();
        Trainer trainer = new Trainer(
                graph,
                copy,
                compilation,
                updater,
                train.select(new int[] {row}),
                1,
                run.model().seed(),
                run.model().precision(),
                Workers.shared());
        double loss = trainer.forward(new int[] {0}, 0, 1);
        float[] before = values.clone();
        Network network = trainer.network();
        List<Parts> parts = new ArrayList<>();
        for (int layer = 0; layer < graph.layers().size(); layer++) {
            if (graph.layers().get(layer).layer() instanceof Dense dense) {
                parts.add(parts(graph, copy, network, layer, dense));
            }
        }
        // Outputs are read before the way back, which may write over them.
        List<Float> inputs = list(network.input(0), 0, 1, train.input().width());
        trainer.learn();
        List<StepLayer> layers = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            layers.add(
                    parts.get(i).view(i == parts.size() - 1 ? "output" : "hidden " + (i + 1), before, values, network));
        }
        float[] target = new float[train.target().width()];
        train.target().copy(row, target, 0);
        return new StepView(
                run.describe().features().stream().limit(SHOWN).toList(),
                inputs,
                target.length == 1 ? Float.toString(target[0]) : java.util.Arrays.toString(target),
                layers,
                loss,
                compilation.losses().getFirst().className(),
                rate,
                Notation.write(Registry.OPTIMIZERS, compilation.optimizer()));
    }

    /// What is known of a layer after the forward pass.
    private record Parts(
            String activation,
            List<Float> incoming,
            List<Float> outputs,
            int kernel,
            int bias,
            int inputs,
            int units,
            float sum) {
        StepLayer view(String title, float[] before, float[] after, Network network) {
            float[] gradients = network.gradients();
            return new StepLayer(
                    title,
                    activation,
                    incoming,
                    list(before, kernel, units, inputs),
                    bias < 0 ? 0 : before[bias],
                    sum,
                    outputs,
                    list(gradients, kernel, units, inputs),
                    bias < 0 ? 0 : gradients[bias],
                    list(after, kernel, units, inputs));
        }
    }

    private static Parts parts(Graph graph, Parameters parameters, Network network, int layer, Dense dense) {
        int kernel = -1;
        int bias = -1;
        for (Parameters.Slice slice : parameters.slices(layer)) {
            if (slice.spec().name().equals("kernel")) {
                kernel = slice.offset();
            } else {
                bias = slice.offset();
            }
        }
        // In a chain the number of a layer is that of its call.
        int inputCall = graph.calls().get(layer).inputs().getFirst();
        int inputs = graph.calls().get(inputCall).shape().size();
        float[] incoming = network.value(inputCall);
        double sum = bias < 0 ? 0 : parameters.values()[bias];
        for (int i = 0; i < inputs; i++) {
            sum += (double) parameters.values()[kernel + i * dense.units()] * incoming[i];
        }
        int output = layer;
        String activation = dense.activation().getClass().getSimpleName();
        for (int next = layer + 1; next < Math.min(layer + 3, graph.layers().size()); next++) {
            Layer after = graph.layers().get(next).layer();
            if (after instanceof Dense) {
                break;
            }
            if (after instanceof AppliedActivation applied) {
                output = next;
                activation = applied.activation().getClass().getSimpleName();
            }
        }
        return new Parts(
                activation,
                list(incoming, 0, 1, inputs),
                list(network.value(output), 0, 1, dense.units()),
                kernel,
                bias,
                inputs,
                dense.units(),
                (float) sum);
    }

    private static List<Float> list(float[] values, int from, int stride, int count) {
        List<Float> list = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, count); i++) {
            list.add(values[from + i * stride]);
        }
        return list;
    }
}
