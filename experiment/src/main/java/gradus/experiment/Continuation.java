package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.data.tables.Schema;

/// A model that was trained before, made ready to be trained on.
final class Continuation {
    private Continuation() {}

    /// The model without the layers that turn its answers into units of the data, with the weights that it has.
    ///
    /// @param from as a run finished it
    /// @param found columns and labels of the data, which must be those that the model knows
    static Model of(Model from, Schema found, long seed) {
        Schema known = Notes.schema(from);
        if (known != null) {
            require(
                    known.featureNames().equals(found.featureNames())
                            && known.target().labels().equals(found.target().labels())
                            && known.target().columns().equals(found.target().columns()),
                    "the model was trained on other columns or labels: it knows %s → %s %s, the data has %s → %s %s",
                    known.featureNames(),
                    known.target().columns(),
                    known.target().labels(),
                    found.featureNames(),
                    found.target().columns(),
                    found.target().labels());
        }
        Model inner = from.withoutLast(Notes.decoderLayers(from));
        float[] values = inner.parameters().values().clone();
        inner.seed(seed);
        System.arraycopy(values, 0, inner.parameters().values(), 0, values.length);
        return inner;
    }
}
