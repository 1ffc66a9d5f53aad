package gradus.onnx;

import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.concatenate;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Model;
import gradus.Sequential;
import gradus.activations.Activation;
import gradus.activations.Activations;
import gradus.activations.Celu;
import gradus.activations.Elu;
import gradus.activations.Gelu;
import gradus.activations.HardShrink;
import gradus.activations.LeakyRelu;
import gradus.activations.Relu;
import gradus.activations.SoftShrink;
import gradus.activations.Sparsemax;
import gradus.activations.Squareplus;
import gradus.activations.Threshold;
import gradus.data.Integers;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.layers.ActivationLayer;
import gradus.layers.BatchNormalization;
import gradus.layers.CategoryEncoding;
import gradus.layers.Concatenate;
import gradus.layers.DataFormat;
import gradus.layers.Dense;
import gradus.layers.Discretization;
import gradus.layers.Dot;
import gradus.layers.EinsumDense;
import gradus.layers.Embedding;
import gradus.layers.GlobalAveragePooling1D;
import gradus.layers.GroupNormalization;
import gradus.layers.Input;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.layers.LookupLayer;
import gradus.layers.Masking;
import gradus.layers.Node;
import gradus.layers.Normalization;
import gradus.layers.OutputMode;
import gradus.layers.PReLU;
import gradus.layers.Permute;
import gradus.layers.RMSNormalization;
import gradus.layers.ReLU;
import gradus.layers.RepeatVector;
import gradus.layers.Rescaling;
import gradus.layers.Reshape;
import gradus.layers.ShapeException;
import gradus.layers.Softmax;
import gradus.layers.SpectralNormalization;
import gradus.layers.TextLayer;
import gradus.layers.TimeDistributed;
import gradus.layers.UnitNormalization;
import gradus.layers.WeightNormalization;
import gradus.math.RandomStream;
import gradus.onnx.RuntimeProcess.Question;
import gradus.registry.Registry;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// The models that are exported in tests: every layer and activation of the registry, their options, numbers that are
/// hard, and graphs drawn at random.
final class ExportedModels {
    private static final int GRAPHS = 60;
    private static final float[] CORNERS = {
        0, -0f, 0.25f, -0.25f, 0.5f, -0.5f, 1, -1, 2, -2, 3, -3, 6, -6, 10, -10, 30, -30
    };

    private ExportedModels() {}

    static List<Question> all() {
        List<Question> questions = new ArrayList<>();
        activations().forEach(activation -> addActivation(questions, activation));
        layers().forEach(layer -> addLayer(questions, layer));
        addOperations(questions);
        addHardOnes(questions);
        addMasked(questions);
        for (int seed = 0; seed < GRAPHS; seed++) {
            questions.add(graph(seed));
        }
        return questions;
    }

    private static Stream<Activation> activations() {
        return Stream.concat(
                Registry.ACTIVATIONS.entries().stream().map(Registry.Entry::prototype),
                Stream.of(
                        new Relu(0.25, null, 0),
                        new Relu(0, 6.0, 0),
                        new Relu(0.125, 4.0, 1),
                        new Relu(0.5, null, 2),
                        new LeakyRelu(-0.5),
                        new Elu(0.5),
                        new Celu(2),
                        new Gelu(true),
                        new SoftShrink(0),
                        new HardShrink(2),
                        new Threshold(0.75, -3),
                        new Squareplus(0),
                        new Squareplus(0.01)));
    }

    private static Stream<Layer> layers() {
        return Stream.concat(
                Registry.LAYERS.entries().stream()
                        .map(Registry.Entry::prototype)
                        .filter(layer -> !(layer instanceof LookupLayer) && !(layer instanceof TextLayer)),
                Stream.of(
                        new CategoryEncoding(5, OutputMode.ONE_HOT),
                        new CategoryEncoding(5, OutputMode.COUNT),
                        new Discretization(List.of(-0.5, 0.25)).outputMode(OutputMode.ONE_HOT),
                        new Discretization(List.of(-0.5, 0.25)).outputMode(OutputMode.COUNT),
                        new Dense(4, Activations.TANH).useBias(false),
                        new Dense(6, Activations.GLU),
                        new Embedding(9, 4),
                        new WeightNormalization(new Dense(3, Activations.SIGMOID), true),
                        new WeightNormalization(new Dense(3).useBias(false)),
                        new BatchNormalization().scale(false),
                        new BatchNormalization().center(false),
                        new BatchNormalization().scale(false).center(false),
                        new LayerNormalization().scale(false),
                        new LayerNormalization().center(false),
                        new Normalization(-1, List.of(1.0), List.of(4.0), false),
                        new Normalization(null, List.of(0.5), List.of(0.0), true),
                        new Normalization(null, null, null, true),
                        new ReLU(5.0, 0.125, 0.5),
                        new Rescaling(1 / 255.0, -0.5),
                        new Reshape(List.of(-1, 2)),
                        new Concatenate(1),
                        new Softmax(1),
                        new Softmax(List.of(-1, 1)),
                        new BatchNormalization().axis(1),
                        new UnitNormalization(List.of(1)),
                        new LayerNormalization().axis(List.of(1)),
                        new LayerNormalization().axis(List.of(1, 2)),
                        new RMSNormalization(List.of(1, 2), 0.1),
                        new PReLU().sharedAxes(List.of(1)),
                        new Permute(List.of(2, 1)),
                        new EinsumDense("bki,kio->bko", 2, 3).biasAxes("ko"),
                        new EinsumDense("...x,xy->...y", 3).biasAxes("y").activation(Activations.SOFTMAX),
                        new TimeDistributed(new Dense(3, Activations.TANH)),
                        new SpectralNormalization(new Dense(3, Activations.TANH)),
                        new GroupNormalization(2),
                        new GroupNormalization(-1).axis(1),
                        new RepeatVector(3),
                        new GlobalAveragePooling1D(DataFormat.CHANNELS_FIRST, true),
                        new Dot(1, true),
                        new Dot(List.of(2, 2), false),
                        new Dot(List.of(1, 1), true)));
    }

    private static void addActivation(List<Question> questions, Activation activation) {
        questions.add(question("dense " + activation, Sequential.of(input(8), dense(10, activation)), 5));
        Model alone = Sequential.of(new Input(Shape.of(3, 6), "numbers"), new ActivationLayer(activation));
        float[] values = new float[4 * 18];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = i < CORNERS.length ? CORNERS[i] : (float) (3 * random.nextGaussian());
        }
        questions.add(new Question("alone " + activation, alone, List.of(Rows.of(values, 18))));
    }

    /// Means of the steps that count, by one mask and by two.
    private static void addMasked(List<Question> questions) {
        Input x = new Input(Shape.of(4), "steps");
        Node words = new Embedding(5, 3).maskZero(true).apply(x);
        Node other = new Masking(2).apply(new Reshape(List.of(4, 1)).apply(x));
        Model model = Model.of(
                List.of(x),
                List.of(
                        new GlobalAveragePooling1D().apply(words),
                        new GlobalAveragePooling1D(DataFormat.CHANNELS_LAST, true)
                                .apply(new Concatenate().apply(words, other))));
        float[] steps = {1, 2, 0, 0, 0, 2, 2, 4, 2, 2, 2, 1};
        questions.add(new Question("means of steps that count", model, List.of(Rows.of(steps, 4))));
    }

    /// As the layer of rows of one dimension and of two, of one input or else of two.
    private static void addLayer(List<Question> questions, Layer layer) {
        for (Shape shape : List.of(Shape.of(6), Shape.of(2, 4))) {
            for (int inputs = 1; inputs <= 3; inputs++) {
                List<Input> named = new ArrayList<>();
                for (int i = 0; i < inputs; i++) {
                    named.add(new Input(shape, "in" + i));
                }
                try {
                    Model model = Model.of(named, List.of(layer.apply(named.toArray(Node[]::new))));
                    questions.add(question(layer + " " + shape + " x" + inputs, model, 4));
                } catch (ShapeException e) {
                    // The layer takes other inputs.
                }
            }
        }
    }

    private static void addOperations(List<Question> questions) {
        List<List<Input>> inputs = new ArrayList<>();
        List<Node> ends = OperationModels.all(inputs);
        for (int i = 0; i < ends.size(); i++) {
            questions.add(question(ends.get(i) + " " + i, Model.of(inputs.get(i), List.of(ends.get(i))), 3));
        }
    }

    private static void addHardOnes(List<Question> questions) {
        Random random = new Random(2);
        float[] far = new float[60];
        float[] equal = new float[60];
        for (int i = 0; i < far.length; i++) {
            far[i] = (float) (1000 + random.nextGaussian());
            equal[i] = Math.floorDiv(i, 6);
        }
        List<Rows> farRows = List.of(Rows.of(far, 6));
        for (Layer layer : List.of(
                new LayerNormalization(),
                new Normalization(-1, List.of(1000.5), List.of(1.5), false),
                new ActivationLayer(new Sparsemax()),
                new ActivationLayer(Activations.LOG_SOFTMAX))) {
            questions.add(new Question("far from zero " + layer, Sequential.of(input(6), layer), farRows));
            questions.add(new Question(
                    "rows of equal numbers " + layer, Sequential.of(input(6), layer), List.of(Rows.of(equal, 6))));
        }
        Model moved = Sequential.of(
                input(6), batchNormalization().movingMeanInitializer(new gradus.initializers.Constant(1000)));
        questions.add(new Question("far from zero, moving mean", moved, farRows));
        questions.add(new Question(
                "rows of zeros",
                Sequential.of(input(6), new gradus.layers.UnitNormalization()),
                List.of(Rows.of(new float[12], 6))));
        Input passed = new Input(Shape.of(3), "passed");
        Node doubled = dense(2).apply(passed);
        questions.add(question(
                "an input that comes out, and a value twice",
                Model.of(List.of(passed), List.of(passed, doubled, doubled)),
                3));
        questions.add(question(
                "wide", Sequential.of(input(300), dense(200, Activations.RELU), dense(10, Activations.SOFTMAX)), 40));
    }

    /// A graph with up to three inputs and outputs, merges, and layers at several places.
    private static Question graph(int seed) {
        Random random = new Random(seed);
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            inputs.add(new Input(Shape.of(2 + random.nextInt(5)), "input " + i));
        }
        List<Node> nodes = new ArrayList<>();
        for (Input in : inputs) {
            nodes.add(dense(8, Activations.TANH).apply(in));
        }
        Layer shared = dense(8, Activations.SELU).named("shared");
        List<Layer> merges = Registry.LAYERS.entries().stream()
                .map(Registry.Entry::prototype)
                .filter(layer -> takesTwo(layer) && layer.integers(0) == null)
                .toList();
        List<Activation> functions =
                List.of(Activations.RELU, Activations.TANH, Activations.GELU, Activations.SIGMOID, Activations.SILU);
        int size = 3 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            Node a = nodes.get(random.nextInt(nodes.size()));
            Node b = nodes.get(random.nextInt(nodes.size()));
            Activation function = functions.get(random.nextInt(functions.size()));
            nodes.add(
                    switch (random.nextInt(4)) {
                        case 0 -> shared.apply(a);
                        case 1 -> batchNormalization().apply(dense(8, function).apply(a));
                        case 2 -> dense(8, function).apply(concatenate().apply(a, b));
                        default -> {
                            Node merged =
                                    merges.get(random.nextInt(merges.size())).apply(a, b);
                            yield dense(8, function).apply(merged);
                        }
                    });
        }
        Node joined = dense(3, Activations.SOFTMAX).apply(concatenate().apply(nodes.toArray(Node[]::new)));
        List<Node> outputs = new ArrayList<>(List.of(joined));
        for (int i = 0; i < random.nextInt(3); i++) {
            outputs.add(nodes.get(nodes.size() - 1 - i));
        }
        return question("graph " + seed, Model.of(inputs, outputs), 1 + random.nextInt(9));
    }

    private static boolean takesTwo(Layer layer) {
        try {
            layer.outputShape(List.of(Shape.of(8), Shape.of(8)));
            return true;
        } catch (ShapeException e) {
            return false;
        }
    }

    private static Question question(String name, Model model, int rows) {
        model.seed(name.length());
        disturb(model);
        List<Rows> inputs = new ArrayList<>();
        Random random = new Random(name.length());
        for (int input = 0; input < model.graph().inputs().size(); input++) {
            int call = model.graph().inputs().get(input);
            int width = model.graph().calls().get(call).shape().size();
            Integers integers = model.graph().integers(input);
            float[] values = new float[rows * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = integers != null
                        ? random.nextInt(integers.least(), integers.most() + 1)
                        : (float) (1.5 * random.nextGaussian());
            }
            inputs.add(Rows.of(values, width));
        }
        return new Question(name, model, inputs);
    }

    /// Moves all weights, so that none is the 0 or 1 that it starts with.
    private static void disturb(Model model) {
        Parameters parameters = model.parameters();
        float[] noise = new float[parameters.values().length];
        RandomStream.uniforms(RandomStream.of(3).key(), noise, 0, noise.length);
        for (Parameters.Slice slice : parameters.slices()) {
            boolean matrix = slice.shape().rank() > 1;
            for (int i = slice.offset(); i < slice.end(); i++) {
                float moved = parameters.values()[i] + (matrix ? 0.1f : 0.5f) * (noise[i] - 0.5f);
                parameters.values()[i] = slice.spec().name().contains("variance") ? Math.abs(moved) + 0.1f : moved;
            }
        }
    }
}
