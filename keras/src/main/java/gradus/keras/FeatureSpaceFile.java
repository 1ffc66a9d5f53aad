package gradus.keras;

import static gradus.internal.Require.require;

import gradus.layers.Feature;
import gradus.layers.FeatureCross;
import gradus.layers.FeatureSpace;
import gradus.layers.LookupLayer;
import gradus.training.Graph;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A [FeatureSpace] in a `.keras` file of its own, as Keras's `FeatureSpace.save` writes it. `keras.models.load_model`
/// opens it as a FeatureSpace, [gradus.Model#load(Path)] as a model that takes the columns.
public final class FeatureSpaceFile {
    private static final String MODULE = "keras.src.layers.preprocessing.feature_space";
    private static final String NAME = "registered_name";

    private FeatureSpaceFile() {}

    /// Saves a feature space.
    ///
    /// @param space the feature space, adapted
    /// @param file the file, which is replaced
    /// @throws IllegalArgumentException if a layer is not adapted
    /// @throws UncheckedIOException if the file cannot be written
    public static void save(FeatureSpace space, Path file) {
        FeatureSpace.Encoded encoded = space.encode();
        Graph graph = Graph.of("feature_space", encoded.inputs(), encoded.outputs());
        Parameters parameters = new Parameters(graph);
        require(parameters.values().length == 0, "a FeatureSpace must be adapted before it is saved");
        Map<String, byte[]> texts = new LinkedHashMap<>();
        try {
            KerasFormat.save(
                    config(space, texts),
                    weights -> WeightsFile.write(weights, graph, parameters, LayerGroups.of(graph), null, null),
                    texts,
                    new SavedModel(graph, parameters, null, null, Map.of()),
                    file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /// The JSON of a feature space.
    ///
    /// @param texts receives the vocabularies
    private static ObjectNode config(FeatureSpace space, Map<String, byte[]> texts) throws ModelFileException {
        ObjectNode model = Json.object().put("module", "keras.utils").put("class_name", "FeatureSpace");
        ObjectNode config = model.putObject("config");
        ObjectNode features = config.putObject("features");
        ObjectNode builds = Json.object();
        Map<String, Integer> kinds = new HashMap<>();
        for (Feature feature : space.features()) {
            String group = FeatureSpaceReader.group(feature.preprocessor(), kinds);
            ObjectNode preprocessor = ConceptWriter.concept(
                    feature.preprocessor(),
                    Categories.general(FeatureSpace.preprocessorName(feature.name()), true, feature.preprocessor()));
            if (feature.preprocessor() instanceof LookupLayer lookup && Vocabularies.isAsset(lookup)) {
                Vocabularies.leaveOut(lookup, (ObjectNode) preprocessor.path("config"));
                texts.put(Vocabularies.member(group), Vocabularies.text(lookup));
            }
            builds.putObject(feature.name()).putArray("input_shape").addNull().add(1);
            preprocessor.set("build_config", builds.path(feature.name()));
            ObjectNode given = part(features.putObject(feature.name()), "Feature");
            given.put("dtype", feature.dtype().kerasName());
            given.set("preprocessor", preprocessor);
            given.put("output_mode", lower(feature.outputMode()));
        }
        config.put("output_mode", lower(space.outputMode()));
        ArrayNode crosses = config.putArray("crosses");
        for (FeatureCross cross : space.crosses()) {
            ObjectNode given = part(crosses.addObject(), "Cross");
            ArrayNode names = given.putArray("feature_names");
            cross.featureNames().forEach(names::add);
            given.put("crossing_dim", cross.crossingDim()).put("output_mode", lower(cross.outputMode()));
        }
        config.put("crossing_dim", 32).put("hashing_dim", 32).put("num_discretization_bins", 32);
        model.putNull(NAME);
        model.set("build_config", builds);
        return model;
    }

    private static ObjectNode part(ObjectNode part, String className) {
        part.put("module", MODULE).put("class_name", className).put(NAME, className);
        return part.putObject("config");
    }

    private static String lower(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
