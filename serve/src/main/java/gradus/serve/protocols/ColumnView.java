package gradus.serve.protocols;

import gradus.data.tables.CategoryFeature;
import gradus.data.tables.Feature;
import gradus.data.tables.IgnoredFeature;
import gradus.data.tables.MissingPolicy;
import gradus.data.tables.NumericFeature;
import gradus.data.tables.OrdinalFeature;
import gradus.experiment.TablePredictor;
import gradus.serve.models.Example;
import gradus.serve.models.ModelVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A column as a form shows it.
///
/// @param name its name
/// @param kind number, category, ordinal, date, text
/// @param words what it may be; none if that is not a list
/// @param whole whether numbers are whole
/// @param min the smallest number of the training; null if that is not known
/// @param max the largest
/// @param required whether it must have a value
/// @param example a value of the training; null for none
public record ColumnView(
        String name,
        String kind,
        List<String> words,
        boolean whole,
        @Nullable Double min,
        @Nullable Double max,
        boolean required,
        @Nullable Object example) {
    /// The columns of a model; none if its file does not know them.
    static List<ColumnView> of(ModelVersion version) {
        TablePredictor table = version.table();
        if (table == null) {
            return List.of();
        }
        Map<String, @Nullable Object> example = Example.of(version.trained());
        return table.schema().features().stream()
                .filter(feature -> !(feature instanceof IgnoredFeature))
                .map(feature -> of(
                        feature,
                        table.schema().missing() == MissingPolicy.ERROR && feature.needsValue(),
                        example.get(feature.name())))
                .toList();
    }

    private static ColumnView of(Feature feature, boolean required, @Nullable Object example) {
        NumericFeature number = feature instanceof NumericFeature known ? known : null;
        List<String> words =
                switch (feature) {
                    case CategoryFeature category -> category.categories();
                    case OrdinalFeature ordinal -> ordinal.levels();
                    default -> List.of();
                };
        return new ColumnView(
                feature.name(),
                feature.kind(),
                words,
                number != null && number.whole(),
                number == null || Double.isInfinite(number.min()) ? null : (Double) number.min(),
                number == null || Double.isInfinite(number.max()) ? null : (Double) number.max(),
                required,
                example);
    }
}
