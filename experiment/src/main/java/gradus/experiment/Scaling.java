package gradus.experiment;

import gradus.data.tables.Schema;

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

    /// Chooses the scaling for the columns: [#ALL] if they are the [pixels][Schema#isPixels()] of an image, else
    /// [#EACH].
    ///
    /// @param schema schema of the data
    /// @return the scaling
    public static Scaling of(Schema schema) {
        return schema.isPixels() ? ALL : EACH;
    }
}
