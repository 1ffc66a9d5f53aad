package gradus.keras;

import gradus.Fit;
import gradus.Model;
import gradus.data.DataType;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.data.TextRows;
import gradus.layers.Dense;
import gradus.layers.Input;
import gradus.layers.IntegerLookup;
import gradus.layers.Layer;
import gradus.layers.Node;
import gradus.layers.OutputMode;
import gradus.layers.StringLookup;
import gradus.layers.operations.Argmax;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import gradus.registry.Notation;
import gradus.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Models that are made here, not in Keras: layers on rows of several axes, drawn at random, and indices turned back
/// into texts and integers. `made.py` opens them in Keras and compares.
final class MadeModels {
    private static final int ROWS = 12;
    private static final List<String> TOWNS = List.of("Port Elms", "Fennside", "Łódź", "東京", "a, b", " x ", "12");

    private final Random random;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Rows> rows = new ArrayList<>();
    private int steps = 4;
    private int features = 3;

    private MadeModels(int number) {
        random = new Random(number);
    }

    private int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private Node input(DataType type, int least, int most, int... shape) {
        Shape axes = Shape.of(shape);
        float[] values = new float[ROWS * axes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == DataType.FLOAT32 ? (float) random.nextGaussian() : from(least, most);
        }
        Input input = new Input(axes, "x" + inputs.size(), type);
        inputs.add(input);
        rows.add(Rows.of(values, axes.size()));
        return input;
    }

    private static Node through(String layers, Node start) {
        Node node = start;
        for (Layer layer : Notation.parseAll(Registry.LAYERS, layers)) {
            node = layer.apply(node);
        }
        return node;
    }

    /// The notation of a layer on steps of features.
    private String ofRows() {
        int width = from(2, 5);
        int kind = from(0, 19);
        switch (kind) {
            case 0, 1, 2, 3 -> features = width;
            case 4 -> {
                int before = steps;
                steps = features;
                features = before;
            }
            case 5 -> {
                features *= steps;
                steps = 1;
            }
            case 6 -> steps = width;
            default -> {}
        }
        return switch (kind) {
            case 0 -> "dense(%d,tanh)".formatted(width);
            case 1 -> "einsum_dense(\"abc,cd->abd\",[null,%d],tanh,bias_axes=\"d\")".formatted(width);
            case 2 -> "einsum_dense(\"...x,xy->...y\",%d)".formatted(width);
            case 3 -> "time_distributed(dense(%d,softsign))".formatted(width);
            case 4 -> "permute([2,1])";
            case 5 -> "reshape([1,%d])".formatted(features);
            case 6 -> "flatten repeat_vector(%d) dense(%d)".formatted(width, features);
            case 7 -> "layer_normalization(epsilon=0.1)";
            case 8 -> "layer_normalization([1,2],epsilon=0.1)";
            case 9 -> "batch_normalization(1,epsilon=0.1)";
            case 10 -> "batch_normalization(epsilon=0.1)";
            case 11 -> "group_normalization(1,epsilon=0.1)";
            case 12 -> "softmax([1])";
            case 13 -> "prelu(shared_axes=[1])";
            case 14 -> "spatial_dropout1d(0.2)";
            case 15 -> "unit_normalization([1])";
            case 16 -> "rms_normalization(epsilon=0.1)";
            case 17 -> "dropout(0.2,[null,1,%d])".formatted(features);
            // A reshape drops the mask, which some of the other layers would have to use.
            case 18 -> "masking time_distributed(dense(%d)) reshape([%d,%d])".formatted(features, steps, features);
            default -> "activation(silu)";
        };
    }

    private Node chain() {
        steps = 4;
        features = 3;
        Node node = random.nextBoolean()
                ? input(DataType.FLOAT32, 0, 0, steps, features)
                : through("embedding(9,3)", input(DataType.INT32, 0, 8, steps));
        for (int i = from(2, 5); i > 0; i--) {
            node = through(ofRows(), node);
        }
        return through(
                List.of("flatten", "global_average_pooling1d", "global_max_pooling1d(\"channels_first\")")
                        .get(from(0, 2)),
                node);
    }

    private Model drawn() {
        List<Node> nodes = new ArrayList<>();
        nodes.add(chain());
        if (random.nextBoolean()) {
            nodes.add(chain());
        }
        Node joined = nodes.size() == 1
                ? nodes.getFirst()
                : new gradus.layers.Concatenate().apply(nodes.toArray(Node[]::new));
        Model model = Model.of(inputs, List.of(new Dense(2).apply(joined)));
        model.compile(new Adam(0.01), new MeanSquaredError());
        Dataset data = new Dataset(rows, List.of(Rows.of(new float[ROWS * 2], 2)), null);
        model.fit(data, Fit.epochs(2).batchSize(4));
        return model;
    }

    /// Texts and integers of indices, or of the largest of several numbers.
    private Model looked() {
        int tokens = from(1, TOWNS.size());
        int unknown = from(1, 2);
        String mask = random.nextBoolean() ? "" : null;
        Node index = random.nextBoolean()
                ? input(DataType.INT64, 0, tokens + 3, from(1, 3))
                : new Argmax(-1, true).apply(through("dense(6)", input(DataType.FLOAT32, 0, 0, 5)));
        StringLookup towns = new StringLookup(
                null,
                unknown,
                mask,
                "[UNK]",
                TOWNS.subList(0, tokens),
                null,
                true,
                OutputMode.INT,
                false,
                "utf-8",
                null);
        List<Long> known =
                IntStream.range(0, tokens).mapToObj(i -> 11L * i - 30).toList();
        IntegerLookup numbers = new IntegerLookup(
                null,
                unknown,
                mask == null ? null : 99L,
                -7L,
                known,
                null,
                true,
                OutputMode.INT,
                false,
                new IntegerLookup(known).oovMethod(),
                null);
        return Model.of(inputs, List.of(towns.apply(index), numbers.apply(index)));
    }

    private void save(Model model, Path file) throws IOException {
        model.save(file);
        ObjectNode told = Json.object();
        ArrayNode given = told.putArray("inputs");
        rows.forEach(table -> addAll(given.addArray(), table));
        ArrayNode found = told.putArray("outputs");
        List<Rows> outputs = model.predict(rows);
        for (int i = 0; i < outputs.size(); i++) {
            ArrayNode output = found.addArray();
            Layer last =
                    model.graph().layers().get(model.graph().outputs().get(i)).layer();
            if (last instanceof StringLookup lookup) {
                TextRows texts = lookup.texts(outputs.get(i));
                for (int row = 0; row < texts.count(); row++) {
                    for (int column = 0; column < texts.width(); column++) {
                        output.add(texts.text(row, column));
                    }
                }
            } else {
                addAll(output, outputs.get(i));
            }
        }
        Files.write(file.resolveSibling(file.getFileName().toString().replace(".keras", ".json")), Json.bytes(told));
    }

    private static void addAll(ArrayNode list, Rows table) {
        for (float value : table.toArray()) {
            list.add(value);
        }
    }

    /// Makes a number of models of each kind in a folder.
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        for (int number = 0; number < count; number++) {
            MadeModels rank = new MadeModels(number);
            rank.save(rank.drawn(), folder.resolve("rank_%03d.keras".formatted(number)));
            MadeModels lookup = new MadeModels(number);
            lookup.save(lookup.looked(), folder.resolve("lookup_%03d.keras".formatted(number)));
        }
        System.out.println(2 * count + " models made by Gradus");
    }
}
