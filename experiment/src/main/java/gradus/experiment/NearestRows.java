package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.Transfer;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.Schema;
import gradus.data.tables.Table;
import gradus.internal.EvenlySpaced;
import gradus.internal.Smallest;
import gradus.layers.Normalization;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows of a table that are nearest to others, with what is known of them: what happened in cases like this one?
///
/// Rows are compared as the network takes them, after the fixed layers that bring columns to a common size: numbers in
/// standard deviations, or as [the recipes for tables][gradus.experiment.nets] encode them, categories as 0 and 1. The
/// distance is the root of the summed squares. It says nothing of which columns matter for the answer.
///
/// The model's file has no rows as they stand in a table, so they are read from one, of which at most [#MOST_ROWS] are
/// kept, evenly spread.
public final class NearestRows {
    /// How many rows are kept.
    public static final int MOST_ROWS = 10_000;

    private final Table table;
    private final Schema schema;
    private final @Nullable Model prepared;
    private final Rows targets;
    private final Rows rows;
    private final int count;
    private final boolean sample;

    private NearestRows(
            Table table, Schema schema, @Nullable Model prepared, Dataset encoded, int count, boolean sample) {
        this.table = table;
        this.schema = schema;
        this.prepared = prepared;
        this.count = count;
        this.sample = sample;
        targets = encoded.target();
        rows = prepared(encoded.input());
    }

    /// A near row.
    ///
    /// @param line where it begins in the file of the table
    /// @param distance from the other row
    /// @param targets its number, or its label; of several labels, 0 or 1 for each
    public record Near(int line, double distance, List<String> targets) {
        /// Copies the list.
        public Near {
            targets = List.copyOf(targets);
        }
    }

    /// Reads the rows to look in.
    ///
    /// @param trained a model that `train` made of a table
    /// @param data the opened table, with the columns of the training and the target
    /// @param count how many near rows are asked for
    /// @return what finds them
    /// @throws IllegalArgumentException if the model file has no columns, if the data are not a table, or if the
    ///     table has fewer rows than `count`
    /// @throws gradus.data.tables.DataException if the table does not fit the model
    public static NearestRows of(TrainedModel trained, LoadedData data, int count) {
        Schema schema = trained.schema();
        if (schema == null || !(data instanceof TableData opened)) {
            throw new IllegalArgumentException(
                    "near rows need a model that train made of a table, and such a table, got "
                            + (schema == null ? "a model whose file knows no columns" : data.name()));
        }
        Table usable = schema.usable(opened.table());
        require(
                count >= 1 && count <= usable.rows(),
                "the number of near rows must be from 1 to the %s rows with a target in %s, got %s",
                usable.rows(),
                data.name(),
                count);
        int[] some = EvenlySpaced.places(usable.rows(), MOST_ROWS);
        Table kept = usable.select(some);
        return new NearestRows(
                kept, schema, preparation(trained.model()), schema.encode(kept), count, some.length < usable.rows());
    }

    /// The fixed first layers, or null if there are none.
    private static @Nullable Model preparation(Model model) {
        for (Graph.Entry entry : model.graph().layers()) {
            if (entry.name().startsWith("encoding/")) {
                return Transfer.upTo(model, "encoding");
            }
            if (entry.layer() instanceof Normalization) {
                return Transfer.upTo(model, entry.name());
            }
        }
        return null;
    }

    private Rows prepared(Rows inputs) {
        return prepared == null ? inputs : prepared.predict(inputs);
    }

    /// {@return how many near rows there are for each row}
    public int count() {
        return count;
    }

    /// {@return whether the table has more rows than are kept}
    public boolean isSample() {
        return sample;
    }

    /// Finds the nearest rows.
    ///
    /// @param inputs rows as the schema of the model encodes them
    /// @return for each the nearest rows, the nearest first; of equal distances, that which comes first in the
    /// table
    public List<List<Near>> to(Rows inputs) {
        Rows asked = prepared(inputs);
        float[] own = new float[asked.width()];
        float[] other = new float[asked.width()];
        List<List<Near>> all = new ArrayList<>();
        for (int i = 0; i < asked.count(); i++) {
            asked.copy(i, own, 0);
            Smallest squares = new Smallest(count);
            for (int row = 0; row < rows.count(); row++) {
                rows.copy(row, other, 0);
                double square = 0;
                for (int j = 0; j < own.length; j++) {
                    double difference = own[j] - other[j];
                    square += difference * difference;
                }
                squares.offer(row, square);
            }
            int[] nearest = squares.places();
            List<Near> near = new ArrayList<>();
            for (int rank = 0; rank < count; rank++) {
                near.add(new Near(table.line(nearest[rank]), Math.sqrt(squares.value(rank)), targets(nearest[rank])));
            }
            all.add(near);
        }
        return all;
    }

    private List<String> targets(int row) {
        float[] values = new float[targets.width()];
        targets.copy(row, values, 0);
        List<String> texts = new ArrayList<>();
        for (float value : values) {
            boolean isClass = schema.target().labels().size() > 1 && targets.width() == 1;
            texts.add(
                    isClass
                            ? schema.target().labels().get((int) value)
                            : value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value));
        }
        return texts;
    }
}
