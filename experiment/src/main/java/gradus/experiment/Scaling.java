package gradus.experiment;

import gradus.data.tables.NumericFeature;
import gradus.data.tables.Schema;
import java.util.List;

/// How inputs are brought to a common size before the first layer, by a layer that belongs to the model. Other choices
/// than [#NONE] standardize the targets of a regression too.
public enum Scaling {
    /// Each column by its own mean and variance.
    EACH,
    /// All columns by one mean and one variance: for columns that are parts of one thing, as pixels are. A pixel
    /// that is nearly always black is then not blown up.
    ALL,
    /// Not at all.
    NONE;

    /// With at least this many numbered columns, treat them as one signal (pixels, say).
    private static final int MANY_COLUMNS = 16;

    /// Chooses the scaling for the columns: [#ALL] if there are at least 16, all numbers, with equal names but for
    /// a number at the end (`p0`, `p1`, …), else [#EACH].
    ///
    /// @param schema schema of the data
    /// @return the scaling
    public static Scaling of(Schema schema) {
        if (schema.features().size() < MANY_COLUMNS
                || !schema.features().stream().allMatch(feature -> feature instanceof NumericFeature)) {
            return EACH;
        }
        List<String> stems = schema.features().stream()
                .map(feature -> feature.name().replaceFirst("[0-9]+$", "#"))
                .distinct()
                .toList();
        return stems.size() == 1 && stems.getFirst().endsWith("#") ? ALL : EACH;
    }
}
