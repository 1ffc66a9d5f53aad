package gradus.experiment.claims;

import static gradus.internal.Require.require;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Relu;
import gradus.initializers.HeNormal;
import gradus.layers.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How many ReLU networks are dead, which is to say constant, before they learn.
///
/// One input, He's first weights, no bias. Such a network is the one straight line for positive inputs and another for
/// negative ones, so it is dead if it answers 0 to both 1 and -1. Its chance is at most
/// `1 - (1 - 2^-width)^(depth - 1)`.
///
/// [Lu, Shin, Su & Karniadakis 2019](https://arxiv.org/abs/1903.06733)
public final class BornDead {
    private static final float[][] BOTH_SIDES = {{1}, {-1}};

    private BornDead() {}

    /// Draws networks of every depth and width.
    ///
    /// @param depths how many layers, the last one included
    /// @param widths units of each hidden layer
    /// @param networks how many of each
    /// @param seed of the first; each has its own
    /// @return the measured values
    public static Measurements measure(List<Integer> depths, List<Integer> widths, int networks, long seed) {
        require(networks > 0, "networks must be at least 1, got %s", networks);
        Map<String, Map<String, double[]>> levels = new LinkedHashMap<>();
        for (int depth : depths) {
            for (int width : widths) {
                double[] dead = new double[networks];
                for (int i = 0; i < networks; i++) {
                    dead[i] = isDead(network(depth, width).seed(seed + i)) ? 1 : 0;
                }
                levels.put("depth=" + depth + ", width=" + width, Map.of("born_dead", dead));
            }
        }
        return new Measurements(levels, depths.size() * widths.size() * networks, List.of());
    }

    private static Model network(int depth, int width) {
        require(depth >= 1, "a network has at least 1 layer, got %s", depth);
        List<Layer> layers = new ArrayList<>(List.of(input(1)));
        for (int i = 1; i < depth; i++) {
            layers.add(
                    dense(width, new Relu()).kernelInitializer(new HeNormal()).useBias(false));
        }
        layers.add(dense(1).kernelInitializer(new HeNormal()).useBias(false));
        return Sequential.of(null, layers);
    }

    private static boolean isDead(Model model) {
        float[][] answers = model.predict(BOTH_SIDES);
        return answers[0][0] == 0 && answers[1][0] == 0;
    }
}
