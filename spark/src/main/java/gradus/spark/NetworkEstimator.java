package gradus.spark;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.callbacks.EarlyStopping;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.SchemaOptions;
import gradus.data.tables.Table;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.TableOptions;
import gradus.problems.Task;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains a network on the rows of a DataFrame, by rounds of local training on shards.
///
/// The rows are spread over `shards` by their content, so neither executors, partitions, order nor retries change a bit
/// of the result; the number of shards does. One shard gives the bits of [Model#fit] on the same rows.
///
/// @param <E> the estimator itself
/// @param <M> its model
public abstract sealed class NetworkEstimator<E extends NetworkEstimator<E, M>, M extends NetworkModel<M>>
        extends Estimator<M> implements HasColumns, HasTraining, DefaultParamsWritable
        permits GradusClassifier, GradusRegressor {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(NetworkEstimator.class);

    private final String uid;
    private final Columns columns;
    private final TrainingParams training;
    /// States of more numbers than this are averaged in slices.
    int slice = Means.SLICE;

    NetworkEstimator(String uid) {
        // Spark reads these in its constructor.
        this.uid = uid;
        columns = new Columns(uid);
        training = new TrainingParams(uid);
        super();
        columns.setDefaults(this);
        training.setDefaults(this);
    }

    abstract Task task(Table sample);

    abstract M model(byte[] file, TrainingSummary summary);

    abstract E self();

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public TrainingParams training() {
        return training;
    }

    private <T> E with(Param<T> param, T value) {
        set(param, value);
        return self();
    }

    /// Sets the column with all inputs: a vector, or an array of numbers; by default `features`.
    ///
    /// @param value the value
    /// @return this
    public E setFeaturesCol(String value) {
        return with(columns.featuresCol, value);
    }

    /// Sets the columns that are the inputs: numbers, texts, booleans, dates, nulls. The model keeps how they become
    /// numbers.
    ///
    /// @param value the value
    /// @return this
    public E setFeaturesCols(String... value) {
        return with(columns.featuresCols, value);
    }

    /// Sets the column that gets the answer; by default `prediction`.
    ///
    /// @param value the value
    /// @return this
    public E setPredictionCol(String value) {
        return with(columns.predictionCol, value);
    }

    /// Sets the column to be predicted; by default `label`.
    ///
    /// @param value the value
    /// @return this
    public E setLabelCol(String value) {
        return with(training.labelCol, value);
    }

    /// Sets the column with the weight of each row.
    ///
    /// @param value the value
    /// @return this
    public E setWeightCol(String value) {
        return with(training.weightCol, value);
    }

    /// Sets the boolean column that is true for rows that are only watched.
    ///
    /// @param value the value
    /// @return this
    public E setValidationIndicatorCol(String value) {
        return with(training.validationIndicatorCol, value);
    }

    /// Sets the hidden layers in notation; by default two dense layers of 64 units with ReLU.
    ///
    /// @param value the value
    /// @return this
    public E setLayers(String value) {
        return with(training.layers, value);
    }

    /// Sets the optimizer in notation; by default Adam.
    ///
    /// @param value the value
    /// @return this
    public E setOptimizer(String value) {
        return with(training.optimizer, value);
    }

    /// Sets the loss in notation; by default that of the task.
    ///
    /// @param value the value
    /// @return this
    public E setLoss(String value) {
        return with(training.loss, value);
    }

    /// Sets further metrics that are logged, in notation.
    ///
    /// @param value the value
    /// @return this
    public E setMetrics(String value) {
        return with(training.metrics, value);
    }

    /// Sets what is done with nulls: `error`, `drop`, `mean` or `indicator`, which is the default.
    ///
    /// @param value the value
    /// @return this
    public E setMissing(String value) {
        return with(training.missing, value);
    }

    /// Sets the passes over the rows; each is a round. By default they follow from the number of rows.
    ///
    /// @param value the value
    /// @return this
    public E setEpochs(int value) {
        return with(training.epochs, value);
    }

    /// Sets the rows of an update; 0 for all of a shard. By default they follow from the number of rows.
    ///
    /// @param value the value
    /// @return this
    public E setBatchSize(int value) {
        return with(training.batchSize, value);
    }

    /// Sets whether each epoch has an order of its own; by default it has.
    ///
    /// @param value the value
    /// @return this
    public E setShuffle(boolean value) {
        return with(training.shuffle, value);
    }

    /// Sets the rounds without improvement of the validation loss, or of the training loss without such rows, after
    /// which training ends with the best weights; 0, the default, for never.
    ///
    /// @param value the value
    /// @return this
    public E setPatience(int value) {
        return with(training.patience, value);
    }

    /// Sets the parts of the rows that are trained side by side; by default 4. It changes the result, as the batch
    /// size does.
    ///
    /// @param value the value
    /// @return this
    public E setShards(int value) {
        return with(training.shards, value);
    }

    /// Sets the part of the last change of the parameters that a round adds, from 0, the default, to 0.5.
    ///
    /// @param value the value
    /// @return this
    public E setOuterMomentum(double value) {
        return with(training.outerMomentum, value);
    }

    /// Sets the seed of everything random; by default 0.
    ///
    /// @param value the value
    /// @return this
    public E setSeed(long value) {
        return with(training.seed, value);
    }

    /// Sets the folder of checkpoints, on any file system that Spark knows. A training that was killed goes on from
    /// there with the same bits.
    ///
    /// @param value the value
    /// @return this
    public E setCheckpointDir(String value) {
        return with(training.checkpointDir, value);
    }

    /// Sets the rounds between checkpoints; by default 1.
    ///
    /// @param value the value
    /// @return this
    public E setCheckpointInterval(int value) {
        return with(training.checkpointInterval, value);
    }

    private <T> @Nullable T chosen(Param<T> param) {
        return isDefined(param) ? getOrDefault(param) : null;
    }

    private int number(Param<Object> param) {
        return (Integer) getOrDefault(param);
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if a column is not there or of another type, or a setting is out of its range
    @Override
    public StructType transformSchema(StructType schema) {
        Columns.require(this, this, schema);
        Columns.field(this, schema, getOrDefault(training.labelCol));
        String weight = chosen(training.weightCol);
        if (weight != null) {
            Columns.require(this, schema, weight, type -> type instanceof NumericType, "of numbers");
        }
        String watched = chosen(training.validationIndicatorCol);
        if (watched != null) {
            Columns.require(this, schema, watched, DataTypes.BooleanType::equals, "boolean");
        }
        range(training.shards, 1, 100_000);
        range(training.patience, 0, Integer.MAX_VALUE);
        range(training.checkpointInterval, 1, Integer.MAX_VALUE);
        double momentum = (Double) getOrDefault(training.outerMomentum);
        require(momentum >= 0 && momentum <= 0.5, "%s.outerMomentum must be in [0, 0.5], got %s", uid, momentum);
        settings();
        return NetworkModel.transformed(this, this, schema, answers(schema));
    }

    /// The columns that the model will add, besides the prediction, and the type of that.
    abstract Answers answers(StructType schema);

    private void range(Param<Object> param, int from, int to) {
        int value = number(param);
        require(value >= from && value <= to, "%s.%s must be in [%s, %s], got %s", uid, param.name(), from, to, value);
    }

    /// The settings of the run, as of one on a single machine.
    private Settings settings() {
        Settings settings = Settings.of("rows").seed((Long) getOrDefault(training.seed));
        settings = settings.with("validation", "0").with("test", "0");
        settings = TableOptions.TARGET.with(settings, List.of(getOrDefault(training.labelCol)));
        settings = TableOptions.SAMPLE_WEIGHT.with(settings, chosen(training.weightCol));
        for (Param<?> param : List.of(
                training.layers,
                training.optimizer,
                training.loss,
                training.metrics,
                training.missing,
                training.epochs,
                training.shuffle)) {
            Object value = chosen(param);
            settings = value == null ? settings : settings.with(param.name(), value.toString());
        }
        Object batch = chosen(training.batchSize);
        if (batch != null) {
            settings = settings.with("batch", batch.equals(0) ? "all" : batch.toString());
        }
        return settings;
    }

    /// {@inheritDoc}
    ///
    /// @throws IllegalArgumentException if a column or a setting is wrong, before any job
    /// @throws gradus.data.tables.DataException if the rows cannot be used; the message says what to do
    @Override
    public M fit(Dataset<?> rows) {
        transformSchema(rows.schema());
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        Runtimes.require(rows.sparkSession());
        String watched = chosen(training.validationIndicatorCol);
        Shards source = new Shards(
                rows, Columns.names(this, this), getOrDefault(training.labelCol), chosen(training.weightCol), watched);
        spark.setJobDescription("Gradus: columns");
        Table sample = source.sample(this instanceof GradusClassifier);
        Settings settings = TableOptions.TASK.with(settings(), task(sample));
        Experiment experiment =
                Experiment.of(settings, new CsvOptions(), new TableData("rows", "", sample, new SchemaOptions()));
        Network network = Network.of(experiment);
        Broadcast<Network> sent = spark.broadcast(network);
        spark.setJobDescription("Gradus: rows to shards");
        JavaRDD<Shard> shards = source.encoded(number(training.shards), sent).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return train(spark, experiment, sent, shards, source, settings);
        } finally {
            shards.unpersist();
            sent.destroy();
            spark.setJobDescription(null);
        }
    }

    private M train(
            JavaSparkContext spark,
            Experiment experiment,
            Broadcast<Network> network,
            JavaRDD<Shard> shards,
            Shards source,
            Settings settings) {
        Progress progress = Progress.of(shards, experiment.epochs());
        Model model = Network.model(network.value().file());
        boolean isWatched = progress.watched() > 0;
        Rounds rounds = new Rounds(
                spark, shards, network, model, (Double) getOrDefault(training.outerMomentum), slice, isWatched);
        String folder = chosen(training.checkpointDir);
        RoundFiles files = folder == null
                ? null
                : new RoundFiles(
                        folder,
                        settings.texts() + source.fingerprint() + RoundFiles.texts(this),
                        spark.hadoopConfiguration());
        RoundFiles.Found found = files == null ? null : files.newest();
        if (found != null) {
            LOG.info("{}: going on after round {}", uid, found.rounds());
            rounds.resume(found);
        }
        int interval = number(training.checkpointInterval);
        Model kept = Network.model(network.value().file());
        int patience = number(training.patience);
        EarlyStopping stopping = patience == 0 ? null : new EarlyStopping(isWatched ? "val_loss" : "loss", patience);
        rounds.train(experiment.epochs(), stopping, now -> {
            LOG.info("{}: {}", uid, progress.line(now));
            if (files != null && (now.rounds() % interval == 0 || now.rounds() == experiment.epochs())) {
                files.save(now, kept);
            }
        });
        rounds.state().into(experiment.model());
        TrainingSummary summary = new TrainingSummary(rounds.history(), rounds.rounds(), progress.rows());
        return model(Network.bytes(experiment.finished()), summary);
    }

    @Override
    public E copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
