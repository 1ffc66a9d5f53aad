package gradus.lab.view;

import static gradus.internal.Require.require;

import gradus.activations.Activation;
import gradus.kernels.KernelCompute;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.lab.messages.Messages.ActivationPlot;
import gradus.math.Functions;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.util.Arrays;

/// The curve of an activation, and its slope, as the library computes them.
public final class ActivationCurve {
    private static final int PLOTTED = 129;
    private static final int LARGEST = 1024;

    private ActivationCurve() {}

    /// Around 0.
    ///
    /// @param activation as it is written in settings
    /// @param reach how far to both sides
    /// @throws IllegalArgumentException if there is none of this name
    public static ActivationPlot plot(String activation, int reach) {
        require(reach >= 1 && reach <= LARGEST, "a curve reaches from 1 to %s, got %s", LARGEST, reach);
        float[] x = new float[PLOTTED];
        for (int i = 0; i < PLOTTED; i++) {
            x[i] = (i - PLOTTED / 2) * 2f * reach / (PLOTTED - 1);
        }
        return at(Notation.parse(Registry.ACTIVATIONS, activation), x);
    }

    /// At some places, each by itself.
    static ActivationPlot at(Activation activation, float[] x) {
        Functions functions = new KernelCompute(Kernels.current(), Workers.of(1)).functions();
        float[] y = new float[x.length];
        float[] ones = new float[x.length];
        float[] slope = new float[x.length];
        Arrays.fill(ones, 1);
        activation.forward(functions, x, y, 1, 0, x.length);
        activation.backward(functions, x, y, ones, slope, 1, 0, x.length);
        return new ActivationPlot(x, y, slope);
    }
}
