package gradus.spark;

import gradus.Model;
import gradus.data.tables.Schema;
import gradus.experiment.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// A trained network that answers rows of a DataFrame, a stream too. What it says of a row does not depend on the
/// partitions, and is what the model says without Spark.
///
/// @param <M> the model itself
public abstract sealed class NetworkModel<M extends NetworkModel<M>> extends org.apache.spark.ml.Model<M>
        implements HasColumns, MLWritable permits GradusClassifierModel, GradusRegressorModel {
    private static final long serialVersionUID = 1;

    /// Rows that are predicted at a time.
    private static final int CHUNK = 4096;

    private final String uid;
    private final Columns columns;
    private byte[] file;
    private @Nullable TrainingSummary summary;

    NetworkModel(String uid, byte[] file, @Nullable TrainingSummary summary) {
        // Spark reads these in its constructor.
        this.uid = uid;
        columns = new Columns(uid);
        this.file = file;
        this.summary = summary;
        super();
        columns.setDefaults(this);
    }

    abstract Answers answers();

    abstract M empty();

    /// What turns the outputs of the network for a row into the values of the added columns.
    ///
    /// @param rows what the model knows of its columns
    abstract Said said(Schema rows);

    /// The values of the columns that are added to a row.
    @FunctionalInterface
    interface Said extends java.io.Serializable {
        /// Returns the values.
        ///
        /// @param outputs of the network
        Object[] values(float[] outputs);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    /// {@return the network itself, to be used without Spark; a new one at each call}
    public Model nativeModel() {
        return Network.model(file);
    }

    /// {@return the network as the content of a `.keras` file}
    public byte[] kerasFile() {
        return file.clone();
    }

    /// {@return whether there is a [#summary()]: a model that was loaded has none}
    public boolean hasSummary() {
        return summary != null;
    }

    /// {@return how the training went}
    ///
    /// @throws IllegalStateException if the model was loaded
    public TrainingSummary summary() {
        if (summary == null) {
            throw new IllegalStateException(uid + " was loaded, and how it was trained is not saved");
        }
        return summary;
    }

    @Nullable
    TrainingSummary found() {
        return summary;
    }

    byte[] file() {
        return file;
    }

    void file(byte[] value) {
        file = value;
    }

    static StructType transformed(Params stage, HasColumns named, StructType schema, Answers answers) {
        StructType result = schema;
        for (var field : answers.more()) {
            result = added(stage, result, field.name(), field.dataType());
        }
        return added(stage, result, stage.getOrDefault(named.predictionCol()), answers.prediction());
    }

    private static StructType added(
            Params stage, StructType schema, String name, org.apache.spark.sql.types.DataType type) {
        if (Arrays.asList(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException(
                    stage.uid() + ": there is already a column \"" + name + "\"; name the answer otherwise");
        }
        return schema.add(name, type);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Columns.require(this, this, schema);
        return transformed(this, this, schema, answers());
    }

    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        StructType schema = transformSchema(rows.schema());
        List<String> names = Columns.names(this, this);
        Said said = said(schema(file));
        byte[] bytes = file;
        return rows.toDF()
                .mapPartitions(
                        (org.apache.spark.api.java.function.MapPartitionsFunction<Row, Row>)
                                part -> new Answered(part, new Answerer(names, bytes, said)),
                        Encoders.row(schema));
    }

    static Schema schema(byte[] file) {
        return schema(Network.model(file));
    }

    static Schema schema(Model model) {
        return Objects.requireNonNull(new TrainedModel(model).schema());
    }

    /// The rows of a partition with their answers.
    private static final class Answered implements Iterator<Row> {
        private final Iterator<Row> rows;
        private final Answerer answerer;
        private Iterator<Row> ready = List.<Row>of().iterator();

        Answered(Iterator<Row> rows, Answerer answerer) {
            this.rows = rows;
            this.answerer = answerer;
        }

        @Override
        public boolean hasNext() {
            return ready.hasNext() || rows.hasNext();
        }

        @Override
        public Row next() {
            if (!ready.hasNext()) {
                List<Row> chunk = new ArrayList<>();
                while (chunk.size() < CHUNK && rows.hasNext()) {
                    chunk.add(rows.next());
                }
                ready = answerer.answered(chunk).iterator();
            }
            return ready.next();
        }
    }

    /// Registers a function for SQL that takes a struct of the inputs and gives the prediction:
    /// `SELECT fare(struct(*)) FROM rides`.
    ///
    /// @param session where it is known
    /// @param name what it is called
    public void register(org.apache.spark.sql.SparkSession session, String name) {
        session.udf()
                .register(
                        name,
                        new SqlFunction(Columns.names(this, this), file, said(schema(file))),
                        answers().prediction());
    }

    @Override
    public MLWriter write() {
        return new ModelFolder.Writer(this);
    }

    @Override
    public M copy(ParamMap extra) {
        M copy = empty();
        copyValues(copy, extra);
        copy.setParent(parent());
        return copy;
    }
}
