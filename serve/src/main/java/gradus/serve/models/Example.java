package gradus.serve.models;

import gradus.data.tables.CategoryFeature;
import gradus.data.tables.Feature;
import gradus.data.tables.IgnoredFeature;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.OrdinalFeature;
import gradus.data.tables.Schema;
import gradus.experiment.TrainedModel;
import gradus.experiment.TrainingProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row that a model can answer, for forms, documents and warming up.
public final class Example {
    private Example() {}

    /// A row of the training if the file has one, else a usual one.
    ///
    /// @param trained a model whose file knows columns
    public static Map<String, @Nullable Object> of(TrainedModel trained) {
        Schema schema = Objects.requireNonNull(trained.schema());
        TrainingProfile profile = TrainingProfile.in(trained);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (Feature feature : schema.features()) {
            if (feature instanceof IgnoredFeature) {
                continue;
            }
            String known = profile == null ? null : profile.example().get(feature.name());
            row.put(feature.name(), known == null ? usual(feature) : value(feature, known));
        }
        return row;
    }

    private static Object value(Feature feature, String text) {
        if (!(feature instanceof NumericFeature number)) {
            return text;
        }
        try {
            double value = Double.parseDouble(text);
            return number.whole() ? (Object) Math.round(value) : (Object) value;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static @Nullable Object usual(Feature feature) {
        return switch (feature) {
            case NumericFeature number ->
                number.whole() ? (Object) Math.round(number.mean()) : (Object) (double) (float) number.mean();
            case CategoryFeature category -> first(category.categories());
            case OrdinalFeature ordinal -> first(ordinal.levels());
            default -> null;
        };
    }

    private static @Nullable String first(List<String> words) {
        return words.isEmpty() ? null : words.getFirst();
    }
}
