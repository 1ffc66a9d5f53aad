package gradus.layers;

import static gradus.internal.Require.require;

import gradus.data.DataType;
import gradus.data.Rows;
import gradus.data.Shape;
import gradus.internal.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The columns of a table as inputs of a model, each with the layer that prepares it, hashed combinations of some, and
/// one vector of all of them. What its layers learn from the data becomes part of the model, whose file then takes the
/// columns as they are.
///
/// ```java
/// FeatureSpace space = FeatureSpace.of(floatNormalized("age"), stringCategorical("town"), integerHashed("zip", 20))
///         .cross(32, "town", "zip")
///         .adapt(List.of(ages, towns, zips));
/// FeatureSpace.Encoded features = space.encode();
/// Model model = Model.of(features.inputs(), List.of(dense(1).apply(features.outputs().getFirst())));
/// ```
///
/// The vector has the features in the order of their names, then the crosses in the order of theirs.
///
/// [Keras: FeatureSpace](https://keras.io/api/utils/feature_space/)
///
/// @param features the features, at least one, each name once
/// @param outputMode whether one vector goes on, or an output for each feature and cross
/// @param crosses the combinations of features
public record FeatureSpace(List<Feature> features, OutputMode outputMode, List<FeatureCross> crosses) {
    private static final int MOST = 2048;

    /// What comes out of a feature space.
    public enum OutputMode {
        /// One vector.
        CONCAT,
        /// An output for each feature and cross, in the order of all names.
        DICT
    }

    /// A feature space at the beginning of a graph.
    ///
    /// @param inputs the columns, in the order of the features
    /// @param outputs the vector, or the output of each feature and cross in the order of their names
    public record Encoded(List<Input> inputs, List<Node> outputs) {}

    /// Copies the lists and validates the arguments.
    ///
    /// @throws IllegalArgumentException if a name occurs twice, or a cross names a feature that is missing
    public FeatureSpace {
        features = List.copyOf(features);
        crosses = List.copyOf(crosses);
        require(
                !features.isEmpty() && features.size() + crosses.size() <= MOST,
                "a FeatureSpace must have from 1 to %s features, got %s",
                MOST,
                features.size() + crosses.size());
        Map<String, Object> parts = new HashMap<>();
        for (Feature feature : features) {
            require(parts.put(feature.name(), feature) == null, "two features are named \"%s\"", feature.name());
        }
        for (FeatureCross cross : crosses) {
            for (String name : cross.featureNames()) {
                require(
                        parts.get(name) instanceof Feature,
                        "a cross names the feature \"%s\", which is not there",
                        name);
            }
            require(parts.put(cross.name(), cross) == null, "two crosses are named \"%s\"", cross.name());
        }
    }

    /// Returns a feature space that gives one vector.
    ///
    /// @param features the features, each name once
    /// @return the feature space
    /// @throws IllegalArgumentException if there are none, or a name occurs twice
    public static FeatureSpace of(Feature... features) {
        return new FeatureSpace(List.of(features), OutputMode.CONCAT, List.of());
    }

    /// Returns a feature of numbers as they are, Keras's `float`.
    ///
    /// @param name the name of the column
    /// @return the feature
    public static Feature floatUnchanged(String name) {
        return new Feature(name, DataType.FLOAT32, new Identity(), Feature.Output.FLOAT);
    }

    /// Returns a feature of standardized numbers.
    ///
    /// @param name the name of the column
    /// @return the feature
    public static Feature floatNormalized(String name) {
        return new Feature(name, DataType.FLOAT32, new Normalization(), Feature.Output.FLOAT);
    }

    /// Returns a feature of rescaled numbers, `scale·x + offset`.
    ///
    /// @param name the name of the column
    /// @param scale the factor
    /// @param offset what is added
    /// @return the feature
    public static Feature floatRescaled(String name, double scale, double offset) {
        return new Feature(name, DataType.FLOAT32, new Rescaling(scale, offset), Feature.Output.FLOAT);
    }

    /// Returns a feature of numbers in bins of about as many values each.
    ///
    /// @param name the name of the column
    /// @param numBins the number of bins
    /// @return the feature, one-hot encoded
    public static Feature floatDiscretized(String name, int numBins) {
        return new Feature(name, DataType.FLOAT32, new Discretization(numBins), Feature.Output.ONE_HOT);
    }

    /// Returns a feature of numbers in given bins.
    ///
    /// @param name the name of the column
    /// @param binBoundaries the boundaries in ascending order
    /// @return the feature, one-hot encoded
    public static Feature floatDiscretized(String name, List<Double> binBoundaries) {
        return new Feature(name, DataType.FLOAT32, new Discretization(binBoundaries), Feature.Output.ONE_HOT);
    }

    /// Returns a feature of integers by their index in a vocabulary.
    ///
    /// @param name the name of the column
    /// @return the feature, one-hot encoded
    public static Feature integerCategorical(String name) {
        return integerCategorical(name, null, 1);
    }

    /// Returns a feature of integers by their index in a vocabulary.
    ///
    /// @param name the name of the column
    /// @param maxTokens the largest number of indices, or null
    /// @param numOovIndices the number of indices for integers that are not in the vocabulary
    /// @return the feature, one-hot encoded
    public static Feature integerCategorical(String name, @Nullable Integer maxTokens, int numOovIndices) {
        IntegerLookup lookup = Records.with(new IntegerLookup(), "maxTokens", maxTokens);
        return new Feature(name, DataType.INT32, lookup.numOovIndices(numOovIndices), Feature.Output.ONE_HOT);
    }

    /// Returns a feature of texts by their index in a vocabulary.
    ///
    /// @param name the name of the column
    /// @return the feature, one-hot encoded
    public static Feature stringCategorical(String name) {
        return stringCategorical(name, null, 1);
    }

    /// Returns a feature of texts by their index in a vocabulary.
    ///
    /// @param name the name of the column
    /// @param maxTokens the largest number of indices, or null
    /// @param numOovIndices the number of indices for texts that are not in the vocabulary
    /// @return the feature, one-hot encoded
    public static Feature stringCategorical(String name, @Nullable Integer maxTokens, int numOovIndices) {
        StringLookup lookup = new StringLookup().maxTokens(maxTokens).numOovIndices(numOovIndices);
        return new Feature(name, DataType.STRING, lookup, Feature.Output.ONE_HOT);
    }

    /// Returns a feature of integers by their hash.
    ///
    /// @param name the name of the column
    /// @param numBins the number of bins
    /// @return the feature, one-hot encoded
    public static Feature integerHashed(String name, int numBins) {
        return new Feature(name, DataType.INT32, new Hashing(numBins), Feature.Output.ONE_HOT);
    }

    /// Returns a feature of texts by their hash.
    ///
    /// @param name the name of the column
    /// @param numBins the number of bins
    /// @return the feature, one-hot encoded
    public static Feature stringHashed(String name, int numBins) {
        return new Feature(name, DataType.STRING, new Hashing(numBins), Feature.Output.ONE_HOT);
    }

    /// Returns this feature space with another combination of features, one-hot encoded.
    ///
    /// @param crossingDim the number of bins, in Keras 32 if it is not given
    /// @param featureNames the names of at least two features
    /// @return the feature space
    /// @throws IllegalArgumentException if a feature is missing
    public FeatureSpace cross(int crossingDim, String... featureNames) {
        List<FeatureCross> all = new ArrayList<>(crosses);
        all.add(new FeatureCross(Arrays.asList(featureNames), crossingDim, Feature.Output.ONE_HOT));
        return new FeatureSpace(features, outputMode, all);
    }

    /// Returns this feature space with another output.
    ///
    /// @param value whether one vector goes on, or an output for each feature and cross
    /// @return the feature space
    public FeatureSpace outputMode(OutputMode value) {
        return Records.with(this, "outputMode", value);
    }

    /// Returns this feature space with what its layers learn from data: means and variances, boundaries of bins,
    /// vocabularies. What a layer has already stays.
    ///
    /// @param columns the training data, a column for each feature
    /// @return the adapted feature space
    /// @throws IllegalArgumentException if there are not as many columns as features, or a column is of another type
    public FeatureSpace adapt(List<? extends Rows> columns) {
        require(
                columns.size() == features.size(),
                "FeatureSpace.adapt needs a column for each of the %s features, got %s",
                features.size(),
                columns.size());
        List<Feature> adapted = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            adapted.add(features.get(i).adapt(columns.get(i)));
        }
        return new FeatureSpace(adapted, outputMode, crosses);
    }

    /// Returns the name that the preprocessor of a feature has in a graph.
    ///
    /// @param feature the name of the feature
    /// @return the name
    public static String preprocessorName(String feature) {
        return feature + "_preprocessor";
    }

    /// Returns new inputs, and the values that come from them.
    ///
    /// @return the beginning of a graph
    /// @throws IllegalArgumentException if a layer is not adapted, or indices are to be joined that are not encoded
    public Encoded encode() {
        List<Input> inputs = new ArrayList<>();
        Map<String, Node> values = new HashMap<>();
        Map<String, Node> encoded = new TreeMap<>();
        for (Feature feature : features) {
            String where = "feature \"" + feature.name() + "\"";
            Input input = new Input(Shape.of(1), feature.name(), feature.dtype());
            inputs.add(input);
            Node value = applied(where, feature.preprocessor().named(preprocessorName(feature.name())), List.of(input));
            values.put(feature.name(), value);
            encoded.put(
                    feature.name(), encoded(where, value, feature.outputMode(), Feature.depth(feature.preprocessor())));
        }
        // Crosses take the features as they are prepared.
        Map<String, Node> crossed = new TreeMap<>();
        for (FeatureCross cross : crosses) {
            String where = "cross \"" + cross.name() + "\"";
            List<Node> nodes = cross.featureNames().stream()
                    .map(name -> Objects.requireNonNull(values.get(name)))
                    .toList();
            HashedCrossing layer = new HashedCrossing(cross.crossingDim());
            Node value = applied(where, layer.named(cross.name()), nodes);
            crossed.put(cross.name(), encoded(where, value, cross.outputMode(), cross.crossingDim()));
        }
        if (outputMode == OutputMode.DICT) {
            encoded.putAll(crossed);
            return new Encoded(inputs, List.copyOf(encoded.values()));
        }
        List<Node> all = new ArrayList<>(encoded.values());
        all.addAll(crossed.values());
        Node[] nodes = all.toArray(Node[]::new);
        return new Encoded(
                inputs, List.of(nodes.length == 1 ? new Identity().apply(nodes) : new Concatenate().apply(nodes)));
    }

    private Node encoded(String where, Node value, Feature.Output output, @Nullable Integer depth) {
        require(
                output != Feature.Output.INT || outputMode == OutputMode.DICT,
                "%s gives indices, which cannot be joined with other features; let it be one-hot encoded, or take the"
                        + " output mode DICT",
                where);
        require(
                output != Feature.Output.ONE_HOT || (depth != null && depth > 0),
                "%s has no vocabulary yet; call FeatureSpace.adapt with the training data",
                where);
        return output == Feature.Output.ONE_HOT && depth != null
                ? applied(where, new CategoryEncoding(depth), List.of(value))
                : value;
    }

    private static Node applied(String where, Layer layer, List<Node> nodes) {
        try {
            return layer.apply(nodes.toArray(Node[]::new));
        } catch (ShapeException e) {
            throw new ShapeException(where + ": " + e.getMessage());
        }
    }
}
