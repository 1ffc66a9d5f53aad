package gradus.testing;

import gradus.data.Shape;
import gradus.kernels.KernelCompute;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.layers.Binding;
import gradus.layers.BoundLayer;
import gradus.layers.Layer;
import gradus.layers.NamedLayer;
import gradus.layers.ParameterSpec;
import gradus.layers.Pass;
import gradus.math.RandomStream;
import gradus.math.RangeTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One layer by itself, bound and run.
public final class LayerRun {
    public final Layer layer;
    public final List<ParameterSpec> specs;
    public final List<float[]> inputs = new ArrayList<>();
    public final List<float @Nullable []> inputGradients = new ArrayList<>();
    public final float[] output;
    public final float[] outputGradient;
    public final float[] parameters;
    public final float[] parameterGradients;
    public final int[] offsets;
    public final BoundLayer bound;

    private final Pass pass = new Pass();

    /// How a layer is bound.
    public record Options(int capacity, int threads, boolean accumulate, boolean inputGradients) {
        /// The usual way, on one thread.
        public static Options of(int capacity) {
            return new Options(capacity, 1, false, true);
        }

        public Options threads(int value) {
            return new Options(capacity, value, accumulate, inputGradients);
        }

        public Options accumulate(boolean value) {
            return new Options(capacity, threads, value, inputGradients);
        }

        public Options inputGradients(boolean value) {
            return new Options(capacity, threads, accumulate, value);
        }
    }

    /// A layer for up to `capacity` rows, on one thread.
    public LayerRun(Layer layer, List<Shape> shapes, int capacity) {
        this(layer, shapes, Options.of(capacity));
    }

    /// A layer. Parameters have their first values; trainable ones come first, as in a network.
    public LayerRun(Layer layer, List<Shape> shapes, Options options) {
        this.layer = layer;
        Shape outputShape = layer.outputShape(shapes);
        specs = layer.parameters(shapes);
        offsets = new int[specs.size()];
        int next = 3; // A layer is rarely the first of a network.
        int trainable = 0;
        for (boolean isTrainable : new boolean[] {true, false}) {
            for (int i = 0; i < offsets.length; i++) {
                if (specs.get(i).trainable() == isTrainable) {
                    offsets[i] = next;
                    next += specs.get(i).shape().size();
                }
            }
            trainable = isTrainable ? next : trainable;
        }
        parameters = new float[next];
        parameterGradients = new float[trainable];
        RandomStream random = RandomStream.of(11);
        for (int i = 0; i < offsets.length; i++) {
            ParameterSpec spec = specs.get(i);
            spec.initializer().initialize(parameters, offsets[i], spec.shape(), random.derive(spec.name()));
        }
        layer.completeInitialization(shapes, parameters, offsets);
        for (Shape shape : shapes) {
            inputs.add(new float[options.capacity() * shape.size()]);
            inputGradients.add(options.inputGradients() ? new float[options.capacity() * shape.size()] : null);
        }
        output = new float[options.capacity() * outputShape.size()];
        outputGradient = new float[options.capacity() * outputShape.size()];
        bound = layer.bind(new Binding(
                shapes,
                outputShape,
                options.capacity(),
                inputs,
                output,
                inputGradients,
                outputGradient,
                parameters,
                parameterGradients,
                offsets,
                RangeTask.NOTHING,
                options.accumulate(),
                !(layer instanceof NamedLayer named) || named.trainable(),
                99,
                new KernelCompute(Kernels.current(), Workers.of(options.threads()))));
    }

    /// Runs `forward`.
    public void forward(int rows, boolean training, long step) {
        pass.begin(rows, training, step);
        bound.forward(pass);
    }

    /// Runs `backward` of the last pass from a gradient with respect to the output.
    public void backward(float[] gradient) {
        System.arraycopy(gradient, 0, outputGradient, 0, gradient.length);
        bound.backward(pass);
    }

    /// What the layer adds to the loss in the last pass.
    public double penalty() {
        return bound.penalty(pass);
    }

    /// The gradient with respect to an input.
    public float[] inputGradient(int input) {
        float @Nullable [] gradient = inputGradients.get(input);
        if (gradient == null) {
            throw new AssertionError("no gradient was asked for");
        }
        return gradient;
    }

    /// The index of a parameter.
    public int index(String parameter) {
        return specs.stream().map(ParameterSpec::name).toList().indexOf(parameter);
    }

    /// A copy of the values of a parameter.
    public float[] parameter(String name) {
        int i = index(name);
        return Arrays.copyOfRange(
                parameters, offsets[i], offsets[i] + specs.get(i).shape().size());
    }

    /// A copy of the gradient of a parameter.
    public float[] parameterGradient(String name) {
        int i = index(name);
        return Arrays.copyOfRange(
                parameterGradients,
                offsets[i],
                offsets[i] + specs.get(i).shape().size());
    }
}
