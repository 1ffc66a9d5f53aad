package gradus.lab.race;

import gradus.Model;
import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.lab.messages.RaceMessages.Space;
import gradus.lab.messages.RaceMessages.Spaces;
import gradus.lab.run.Run;
import gradus.layers.Dense;
import gradus.training.Graph;
import gradus.training.Network;
import java.util.ArrayList;
import java.util.List;

/// How the layers of a network bend the plane of its two inputs: a grid of the plane, and the points, as each hidden
/// layer sees them. A layer of two units is shown as it is, one of more along the two directions in which its values
/// differ most (their first principal components).
final class LayerSpace {
    /// Nodes of a row. Every fourth row is drawn as a line.
    static final int SIDE = 65;

    private static final int POINTS = 300;

    private LayerSpace() {}

    /// Computes the spaces of a run in its present state.
    ///
    /// @throws IllegalArgumentException if its data are not points of a plane
    static Spaces of(Run run) {
        Dataset data = run.train();
        Model model = run.model();
        if (data.input().width() != 2) {
            throw new IllegalArgumentException("the plane can be bent only where there are two inputs, and these data"
                    + " have " + data.input().width() + "; choose points of the plane in the lab");
        }
        int points = Math.min(POINTS, data.rows());
        int nodes = SIDE * SIDE;
        Graph graph = model.graph();
        Network network = Network.forInference(graph, model.parameters(), nodes + points, Workers.of(1));
        float[] inputs = network.input(0);
        for (int i = 0; i < points; i++) {
            data.input().copy((int) ((long) i * data.rows() / points), inputs, 2 * (nodes + i));
        }
        fill(inputs, nodes, points);
        network.forward(nodes + points, false, 0);
        List<Space> spaces = new ArrayList<>();
        spaces.add(space("inputs", inputs, 2, nodes, points));
        List<Integer> ends = hidden(graph);
        for (int i = 0; i < ends.size(); i++) {
            int units = graph.calls().get(ends.get(i)).shape().size();
            spaces.add(space("hidden " + (i + 1), network.value(ends.get(i)), units, nodes, points));
        }
        int width = graph.calls().getLast().shape().size();
        float[] answers = answers(network.output(0), width, nodes);
        float[] targets = new float[points * data.target().width()];
        for (int i = 0; i < points; i++) {
            data.target()
                    .copy(
                            (int) ((long) i * data.rows() / points),
                            targets,
                            i * data.target().width());
        }
        List<String> labels = run.experiment().data().schema().target().labels();
        return new Spaces(
                run.id(),
                run.name(),
                run.epochs(),
                run.state(),
                SIDE,
                labels,
                labels.isEmpty() ? relative(answers, targets) : answers,
                labels.isEmpty() ? relative(targets, targets) : targets,
                spaces);
    }

    /// A little more than the points cover.
    private static void fill(float[] inputs, int nodes, int points) {
        float[] ends = {Float.MAX_VALUE, -Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE};
        for (int i = nodes; i < nodes + points; i++) {
            for (int axis = 0; axis < 2; axis++) {
                ends[2 * axis] = Math.min(ends[2 * axis], inputs[2 * i + axis]);
                ends[2 * axis + 1] = Math.max(ends[2 * axis + 1], inputs[2 * i + axis]);
            }
        }
        for (int node = 0; node < nodes; node++) {
            int line = node / SIDE;
            float column = (node % SIDE) / (SIDE - 1f);
            float row = line / (SIDE - 1f);
            inputs[2 * node] = ends[0] + (1.1f * column - 0.05f) * (ends[1] - ends[0]);
            inputs[2 * node + 1] = ends[3] - (1.1f * row - 0.05f) * (ends[3] - ends[2]);
        }
    }

    /// The last call before each dense layer but the first: what a hidden layer says after its activation.
    static List<Integer> hidden(Graph graph) {
        List<Integer> ends = new ArrayList<>();
        boolean first = true;
        for (int call = 0; call < graph.calls().size(); call++) {
            if (graph.entry(graph.calls().get(call)).layer() instanceof Dense) {
                if (!first) {
                    ends.add(call - 1);
                }
                first = false;
            }
        }
        return ends;
    }

    private static Space space(String title, float[] values, int units, int nodes, int points) {
        float[] flat = new float[2 * (nodes + points)];
        if (units == 1) {
            for (int i = 0; i < nodes + points; i++) {
                flat[2 * i] = values[i];
            }
            return space(title, units, List.of("unit 1", ""), 1, flat, nodes);
        }
        if (units == 2) {
            System.arraycopy(values, 0, flat, 0, flat.length);
            List<String> axes = title.equals("inputs") ? List.of("input 1", "input 2") : List.of("unit 1", "unit 2");
            return space(title, units, axes, 1, flat, nodes);
        }
        PrincipalPlane plane = PrincipalPlane.of(values, units, nodes, nodes + points);
        for (int i = 0; i < nodes + points; i++) {
            plane.project(values, i * units, flat, 2 * i);
        }
        return space(
                title,
                units,
                List.of("first principal component", "second principal component"),
                plane.share(),
                flat,
                nodes);
    }

    private static Space space(String title, int units, List<String> axes, double share, float[] flat, int nodes) {
        return new Space(
                title,
                units,
                axes,
                share,
                java.util.Arrays.copyOf(flat, 2 * nodes),
                java.util.Arrays.copyOfRange(flat, 2 * nodes, flat.length));
    }

    private static float[] answers(float[] output, int width, int nodes) {
        float[] answers = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            if (width == 1) {
                answers[node] = output[node];
                continue;
            }
            int best = 0;
            for (int unit = 1; unit < width; unit++) {
                best = output[node * width + unit] > output[node * width + best] ? unit : best;
            }
            answers[node] = best;
        }
        return answers;
    }

    /// From 0 to 1 between the smallest and the largest target.
    private static float[] relative(float[] values, float[] targets) {
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float target : targets) {
            low = Math.min(low, target);
            high = Math.max(high, target);
        }
        float[] relative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            relative[i] = high > low ? Math.clamp((values[i] - low) / (high - low), 0f, 1f) : 0.5f;
        }
        return relative;
    }
}
