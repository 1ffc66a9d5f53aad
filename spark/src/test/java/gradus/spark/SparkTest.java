package gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.Fit;
import gradus.Model;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.SchemaOptions;
import gradus.experiment.Chance;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.TableOptions;
import gradus.experiment.TrainedModel;
import gradus.experiment.comparisons.Here;
import gradus.experiment.comparisons.Place;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;
import gradus.problems.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training and prediction in one session on two cores; [ClusterTest] has others.
class SparkTest {
    private static SparkSession session;
    private static Dataset<Row> rows;

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() {
        session = Sessions.start("local[2]");
        rows = Sessions.customers(session, 400).cache();
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static String hash(NetworkModel<?> model) {
        return model.nativeModel().weightsSha256();
    }

    @Test
    void partitionsAndOrder_changeNoBit() {
        String hash = hash(Sessions.classifier().setLabelCol("bought").fit(rows));
        Dataset<Row> others = rows.orderBy("income").repartition(7).union(rows.limit(0));
        assertThat(hash(Sessions.classifier().setLabelCol("bought").fit(others)))
                .isEqualTo(hash);
        assertThat(hash(Sessions.classifier().setLabelCol("bought").setShards(2).fit(rows)))
                .isNotEqualTo(hash);
    }

    /// All rows on one shard are trained as a program without Spark would train them.
    @Test
    void oneShard_isFitBitForBit() {
        Settings settings = Settings.of("rows").seed(5);
        settings = settings.with("validation", "0").with("test", "0");
        settings = TableOptions.TARGET.with(settings, List.of("label"));
        settings = TableOptions.TASK.with(settings, Task.BINARY);
        settings = settings.with("layers", "dense(8, relu) batch_normalization() dropout(0.3)")
                .with("optimizer", "adamw(0.01)")
                .with("batch", "16")
                .with("epochs", "4");
        Shards shards = new Shards(rows, List.of("age", "income", "town"), "label", null, null);
        Experiment experiment = Experiment.of(
                settings, new CsvOptions(), new TableData("rows", "", shards.sample(true), new SchemaOptions()));
        Model model = experiment.model();
        model.fit(experiment.trainingRows(), Fit.epochs(4).batchSize(16));

        GradusClassifierModel trained = Sessions.classifier()
                .setLayers("dense(8, relu) batch_normalization() dropout(0.3)")
                .setOptimizer("adamw(0.01)")
                .setEpochs(4)
                .setShards(1)
                .setSeed(5)
                .fit(rows);
        assertThat(hash(trained)).isEqualTo(model.weightsSha256());
    }

    @Test
    void aNetworkOfManyParameters_isAveragedInSlices() {
        String hash = hash(Sessions.classifier().fit(rows));
        GradusClassifier sliced = Sessions.classifier();
        sliced.slice = 20;
        assertThat(hash(sliced.fit(rows))).isEqualTo(hash);
    }

    @Test
    void aTrainingThatWasKilled_goesOnWithTheSameBits() throws Exception {
        GradusClassifier whole = Sessions.classifier().setEpochs(5).setOuterMomentum(0.4);
        Path checkpoints = folder.resolve("checkpoints");
        GradusClassifierModel trained = whole.fit(rows);
        whole.setCheckpointDir(checkpoints.toString()).fit(rows);
        forget(checkpoints, 5, "", ".earlier");
        byte[] before = Files.readAllBytes(checkpoints.resolve("round-000004.keras"));
        // As another process would make it.
        GradusClassifierModel resumed = Sessions.classifier("another")
                .setEpochs(5)
                .setOuterMomentum(0.4)
                .setCheckpointDir(checkpoints.toString())
                .fit(rows);
        assertThat(hash(resumed)).isEqualTo(hash(trained));
        assertThat(resumed.summary()).isEqualTo(trained.summary());
        assertThat(checkpoints.resolve("round-000004.keras")).hasBinaryContent(before);

        assertThatThrownBy(() -> whole.copy(ParamMap.empty()).setSeed(3).fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to another training");
    }

    private static void forget(Path checkpoints, int round, String... kinds) throws IOException {
        for (String kind : kinds) {
            Files.delete(checkpoints.resolve("round-%06d%s.keras".formatted(round, kind)));
        }
    }

    /// It has the patience and the best weights that it had.
    @Test
    void earlyStopping_goesOnWithTheSameBits() throws Exception {
        GradusClassifier impatient = Sessions.classifier()
                .setOptimizer("adam(0.2)")
                .setValidationIndicatorCol("watched")
                .setEpochs(30)
                .setPatience(2);
        Path checkpoints = folder.resolve("checkpoints");
        GradusClassifierModel whole =
                impatient.setCheckpointDir(checkpoints.toString()).fit(rows);
        int stopped = whole.summary().rounds();
        assertThat(stopped).isLessThan(30);
        for (int left = stopped; left >= stopped - 1; left--) {
            GradusClassifierModel resumed = impatient.fit(rows);
            assertThat(hash(resumed)).isEqualTo(hash(whole));
            assertThat(resumed.summary()).isEqualTo(whole.summary());
            if (left == stopped) {
                forget(checkpoints, stopped, "", ".earlier", ".best");
            }
        }
    }

    @Test
    void answers_areThoseOfTheModelWithoutSpark() throws Exception {
        GradusClassifierModel model =
                Sessions.classifier().setLabelCol("bought").fit(rows);
        Path file = folder.resolve("model.keras");
        Files.write(file, model.kerasFile());
        TrainedModel plain = TrainedModel.load(file);
        List<Row> few = rows.limit(5).collectAsList();
        List<Row> answered = model.transform(rows.limit(5)).collectAsList();
        var table = RowTable.of("rows", List.of("age", "income", "town"), few);
        var outputs = plain.model()
                .predict(Objects.requireNonNull(plain.schema()).encodeInputs(table))
                .toArray();
        for (int i = 0; i < few.size(); i++) {
            Row row = answered.get(i);
            assertThat(row.<org.apache.spark.ml.linalg.Vector>getAs("probability")
                            .apply(1))
                    .isEqualTo(outputs[i]);
            assertThat(row.<String>getAs("prediction")).isEqualTo(outputs[i] > 0.5 ? "yes" : "no");
        }
        model.register(session, "buys");
        rows.limit(5).createOrReplaceTempView("few");
        assertThat(session.sql("SELECT buys(struct(*)) AS answer FROM few").collectAsList().stream()
                        .map(row -> row.getString(0)))
                .containsExactlyElementsOf(answered.stream()
                        .map(row -> row.<String>getAs("prediction"))
                        .toList());
    }

    @Test
    void unknownWordsAndGaps_areAnswered() {
        GradusClassifierModel model = Sessions.classifier().fit(rows);
        Dataset<Row> strange =
                session.sql("SELECT CAST(NULL AS DOUBLE) AS age, CAST('NaN' AS DOUBLE) AS income, 'Atlantis' AS town");
        assertThat(model.transform(strange).first().<Double>getAs("prediction")).isIn(0.0, 1.0);
        assertThat(model.transform(rows.limit(0)).count()).isZero();
    }

    @Test
    void pipelineAndCrossValidator_takeIt() throws Exception {
        Dataset<Row> complete = rows.na().drop();
        VectorAssembler assembler = new VectorAssembler()
                .setInputCols(new String[] {"age", "income"})
                .setOutputCol("features");
        GradusClassifier classifier = new GradusClassifier()
                .setLayers("dense(4, tanh)")
                .setEpochs(2)
                .setBatchSize(32)
                .setShards(2)
                .setWeightCol("weight");
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {assembler, classifier});
        CrossValidator validator = new CrossValidator()
                .setEstimator(pipeline)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(classifier.epochs(), new int[] {2})
                        .build())
                .setNumFolds(2);
        PipelineModel best = (PipelineModel) validator.fit(complete).bestModel();
        String path = folder.resolve("pipeline").toString();
        best.save(path);
        PipelineModel loaded = PipelineModel.load(path);
        assertThat(loaded.transform(complete).collectAsList())
                .isEqualTo(best.transform(complete).collectAsList());
        assertThat(folder.resolve("pipeline/stages")).isDirectoryRecursivelyContaining("glob:**model.keras");
        String stage = folder.resolve("stage").toString();
        classifier.save(stage);
        assertThat(GradusClassifier.load(stage).explainParams()).isEqualTo(classifier.explainParams());
    }

    @Test
    void numbers_areAnsweredInTheirUnits() {
        GradusRegressorModel model = new GradusRegressor()
                .setFeaturesCols("age", "town")
                .setLabelCol("income")
                .setValidationIndicatorCol("watched")
                .setLayers("dense(8, relu)")
                .setBatchSize(16)
                .setEpochs(40)
                .setPatience(2)
                .setShards(2)
                .fit(rows.na().drop("any", new String[] {"income"}));
        assertThat(model.summary().history()).containsKeys("loss", "val_loss");
        double answer = model.transform(session.sql("SELECT 40.0D AS age, 'Ghent' AS town"))
                .first()
                .getAs("prediction");
        assertThat(answer).isBetween(1500.0, 3000.0);
    }

    @Test
    void wrongColumnsAndSettings_areSaidBeforeAnyJob() {
        assertThatThrownBy(() ->
                        new GradusClassifier("c").setFeaturesCols("age", "wage").fit(rows))
                .hasMessage(
                        "c: there is no column \"wage\"; there are age, income, town, bought, label, weight, watched");
        assertThatThrownBy(
                        () -> new GradusClassifier("c").setFeaturesCol("town").fit(rows))
                .hasMessage(
                        "c: column \"town\" must be a vector or an array of numbers (or name columns by featuresCols),"
                                + " got string");
        assertThatThrownBy(() -> new GradusRegressor("c")
                        .setFeaturesCols("age")
                        .setLabelCol("town")
                        .fit(rows))
                .hasMessageContaining("column \"town\" must be of numbers, to be predicted, got string");
        assertThatThrownBy(() -> Sessions.classifier().setOuterMomentum(0.9).fit(rows))
                .hasMessage("classifier.outerMomentum must be in [0, 0.5], got 0.9");
        assertThatThrownBy(() -> Sessions.classifier().setLayers("dens(3)").fit(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dens");
        assertThatThrownBy(() -> Sessions.classifier().setPredictionCol("age").fit(rows))
                .hasMessageContaining("there is already a column \"age\"");
        assertThatThrownBy(() -> Sessions.classifier().fit(rows.limit(0)))
                .hasMessageContaining("the training data has no rows");
    }

    /// Found by comparisons, searches and claims.
    @Test
    void runsOfAComparison_areThoseOfOneMachine() {
        List<List<Object>> spread = runs();
        assertThat(Place.best()).isInstanceOf(SparkPlace.class);
        SparkSession.clearDefaultSession();
        try {
            assertThat(Place.best()).isInstanceOf(Here.class);
            assertThat(runs()).isEqualTo(spread);
            // As spark-submit starts a program that knows nothing of Spark, such as the command line.
            System.setProperty("spark.master", "local[2]");
            assertThat(Place.best()).isInstanceOf(SparkPlace.class);
            assertThat(Place.best().runs(1)).isEqualTo(2);
        } finally {
            System.clearProperty("spark.master");
            SparkSession.setDefaultSession(session);
        }
    }

    private static List<List<Object>> runs() {
        Settings base = Settings.of("iris").with("layers", "dense(4, relu)").with("epochs", "2");
        List<Settings> wanted = List.of(
                base.seed(1),
                base.seed(2),
                base.with("optimizer", "sgd(1e30)"),
                // As compare --spread makes them.
                base.redraw(Chance.SPLIT, 7),
                base.redraw(Chance.WEIGHTS, 7));
        return new Runner("iris", new CsvOptions(), RunLog.inMemory(), 2, (done, total, run) -> {})
                .runWithCurves(wanted).stream()
                        .map(Objects::requireNonNull)
                        .map(run -> Arrays.<Object>asList(
                                run.key(),
                                run.weightsSha256(),
                                run.test(),
                                run.history(),
                                Objects.requireNonNull(run.curve()),
                                run.diverged()))
                        .toList();
    }

    @Test
    void moreShardsThanRows_train() {
        assertThat(Sessions.classifier()
                        .setShards(40)
                        .fit(rows.limit(12))
                        .summary()
                        .rows())
                .isEqualTo(12);
    }
}
