package gradus.experiment;

import gradus.data.Rows;
import gradus.data.tables.Advice;
import gradus.data.tables.DataException;
import gradus.data.tables.RowEncoder;
import gradus.data.tables.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Predicts rows whose values have names, with a model that `train` saved: the file knows columns, categories and
/// labels.
/// Any number of threads may use it at once.
///
/// ```java
/// TablePredictor houses = TablePredictor.load(Path.of("runs/houses/model.keras"));
/// Prediction price = houses.row().set("area", 120).set("town", "Ghent").predict();
/// price.value();        // 351200.0
/// price.interval(0.9);  // low and high
/// price.quantile(0.1);  // one row in ten is less
/// price.warnings();     // column "town" has 1 value that the training rows lack, …
/// ```
public final class TablePredictor {
    private final TrainedModel trained;
    private final Schema schema;
    private final Decision decision;
    private final @Nullable PredictionIntervals intervals;
    private final @Nullable PredictionQuantiles quantiles;
    private final UnaryOperator<Rows> network;
    private final Queue<RowEncoder> idle = new ConcurrentLinkedQueue<>();

    /// Creates a predictor.
    ///
    /// @param trained the model
    /// @throws DataException if its file does not say what its columns are, or if it looks at images
    public TablePredictor(TrainedModel trained) {
        this(trained, inputs -> trained.predict(List.of(inputs)).getFirst());
    }

    /// Creates a predictor whose network is run in another way, as a server does.
    ///
    /// @param trained the model
    /// @param network the outputs of the network for encoded rows; any number of threads call it at once
    /// @throws DataException if its file does not say what its columns are, or if it looks at images
    public TablePredictor(TrainedModel trained, UnaryOperator<Rows> network) {
        Schema known = trained.schema();
        if (known == null) {
            throw new DataException("the model's file does not say which columns its inputs are, as one of train does;"
                    + " use Model.predict with numbers");
        }
        this.trained = trained;
        this.network = network;
        schema = known;
        decision = trained.decision();
        intervals = trained.intervals();
        quantiles = trained.quantiles();
        idle.add(schema.rowEncoder());
    }

    /// Loads a model.
    ///
    /// @param file as `train` saved it
    /// @return the predictor
    /// @throws java.io.UncheckedIOException if the file cannot be read or is not a model
    /// @throws DataException if the file does not say what its columns are, or if the model looks at images
    public static TablePredictor load(Path file) {
        return new TablePredictor(TrainedModel.load(file));
    }

    /// {@return the columns and labels of the model}
    public Schema schema() {
        return schema;
    }

    /// {@return the model with its file's notes}
    public TrainedModel trained() {
        return trained;
    }

    /// {@return a row without values, to be filled}
    public Row row() {
        return new Row();
    }

    /// Predicts a row.
    ///
    /// @param row values by the names of columns, see [RowEncoder#encode]
    /// @return the prediction
    /// @throws DataException as [RowEncoder#encode] does
    public Prediction predict(Map<String, ? extends @Nullable Object> row) {
        return predict(List.of(row)).getFirst();
    }

    /// Predicts rows together, which is faster than one by one.
    ///
    /// @param rows values by the names of columns, see [RowEncoder#encode]
    /// @return a prediction for each, in order
    /// @throws DataException as [RowEncoder#encode] does; the message names the row, from 1, if there are several
    public List<Prediction> predict(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        int width = schema.inputWidth();
        float[] inputs = new float[Math.multiplyExact(rows.size(), width)];
        List<List<Advice>> warnings = encode(rows, inputs, width);
        Rows outputs = network.apply(Rows.wrap(inputs, width));
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            float[] output = new float[outputs.width()];
            outputs.copy(i, output, 0);
            predictions.add(Prediction.of(schema.target(), output, decision, intervals, quantiles, warnings.get(i)));
        }
        return predictions;
    }

    /// Explains the answer to a row, see [Attribution].
    ///
    /// @param row values by the names of columns, see [RowEncoder#encode]
    /// @return the contribution of each column by its name, in order
    /// @throws DataException as [RowEncoder#encode] does
    /// @throws IllegalArgumentException if the model's file does not know the means of the training rows
    public Map<String, Double> explain(Map<String, ? extends @Nullable Object> row) {
        Attribution attribution = new Attribution(trained);
        float[] inputs = new float[schema.inputWidth()];
        encode(List.of(row), inputs, inputs.length);
        float[] answers = trained.predict(List.of(Rows.wrap(inputs, inputs.length)))
                .getFirst()
                .toArray();
        double[] contributions = attribution.explain(inputs, answers);
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < attribution.columns().size(); i++) {
            named.put(attribution.columns().get(i), contributions[i + 1]);
        }
        return named;
    }

    /// Prepares a search for what would change answers, which takes a little time: one search is for any number of
    /// rows.
    ///
    /// @return the search for changes of all columns
    /// @throws IllegalArgumentException if the model's file does not know how the training rows are distributed
    public Changes changes() {
        return new Changes(trained, network);
    }

    /// Finds what would change the answer to a row, see [Changes].
    ///
    /// @param row values by the names of columns, see [RowEncoder#encode]
    /// @param search what is looked for
    /// @param most the number of changes to find
    /// @return the changes, the smallest first; none if nothing that was tried changes the answer
    /// @throws DataException as [RowEncoder#encode] does
    public List<Change> changes(Map<String, ? extends @Nullable Object> row, Changes search, int most) {
        float[] inputs = new float[schema.inputWidth()];
        encode(List.of(row), inputs, inputs.length);
        float[] answer = network.apply(Rows.wrap(inputs, inputs.length)).toArray();
        return search.of(inputs, answer, most);
    }

    private List<List<Advice>> encode(
            List<? extends Map<String, ? extends @Nullable Object>> rows, float[] inputs, int width) {
        RowEncoder free = idle.poll();
        RowEncoder encoder = free == null ? schema.rowEncoder() : free;
        List<List<Advice>> warnings = new ArrayList<>();
        try {
            for (Map<String, ? extends @Nullable Object> row : rows) {
                warnings.add(encoder.encode(row, inputs, warnings.size() * width));
            }
        } catch (DataException e) {
            throw rows.size() == 1 ? e : new DataException("row " + (warnings.size() + 1) + ": " + e.getMessage(), e);
        } finally {
            idle.add(encoder);
        }
        return warnings;
    }

    /// A row to be predicted, filled value by value. What is not set is missing.
    public final class Row {
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

        private Row() {}

        /// Sets a value.
        ///
        /// @param column name of a column
        /// @param value see [RowEncoder#encode]; null for missing
        /// @return this row
        /// @throws DataException if the model has no such column; the message suggests the nearest
        public Row set(String column, @Nullable Object value) {
            Set<String> known = schema.columns();
            if (!known.contains(column)) {
                throw new DataException(schema.unknown(column));
            }
            values.put(column, value);
            return this;
        }

        /// {@return what the model predicts for this row}
        /// @throws DataException as [RowEncoder#encode] does
        public Prediction predict() {
            return TablePredictor.this.predict(values);
        }

        /// {@return what each column contributes to the answer, see [TablePredictor#explain]}
        public Map<String, Double> explain() {
            return TablePredictor.this.explain(values);
        }

        /// {@return what would change the answer, the smallest change first, see [Changes]}
        ///
        /// @param most the number of changes to find
        public List<Change> changes(int most) {
            return changes(TablePredictor.this.changes(), most);
        }

        /// {@return what would change the answer, the smallest change first}
        ///
        /// @param search what is looked for, and which columns are left as they are
        /// @param most the number of changes to find
        public List<Change> changes(Changes search, int most) {
            return TablePredictor.this.changes(values, search, most);
        }
    }
}
