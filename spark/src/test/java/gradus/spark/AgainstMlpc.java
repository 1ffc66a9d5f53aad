package gradus.spark;

import gradus.data.Dataset;
import gradus.data.datasets.Data;
import gradus.data.tables.CsvOptions;
import gradus.math.RandomStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/// Measures training beside the network of Spark itself, on the same rows in the same session: how long each takes, and
/// how good it is. A program, not a test: `AgainstMlpc MASTER fashion|table SHARDS…`.
final class AgainstMlpc {
    private static final int TABLE_ROWS = 1_000_000;
    private static final int TABLE_COLUMNS = 20;

    private AgainstMlpc() {}

    /// The rows, and the widths of the networks.
    private record Task(List<Row> train, List<Row> test, int[] widths) {}

    public static void main(String[] arguments) {
        SparkSession session = Sessions.start(arguments[0]);
        // As it is by default.
        session.conf().set("spark.sql.codegen.wholeStage", true);
        session.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        Task task = arguments[1].equals("fashion") ? fashion() : table();
        StructType schema = new StructType()
                .add("features", org.apache.spark.ml.linalg.SQLDataTypes.VectorType())
                .add("label", "double");
        var train = session.createDataFrame(task.train(), schema).repartition(4).persist(StorageLevel.MEMORY_ONLY());
        var test = session.createDataFrame(task.test(), schema).persist(StorageLevel.MEMORY_ONLY());
        System.out.println(train.count() + " rows for training, " + test.count() + " for the test");
        int iterations = Integer.parseInt(arguments[2]);
        time(
                "Spark's network, " + iterations + " iterations",
                test,
                () -> new MultilayerPerceptronClassifier()
                        .setLayers(task.widths())
                        .setMaxIter(iterations)
                        .setSeed(1)
                        .fit(train));
        for (String training : Arrays.asList(arguments).subList(3, arguments.length)) {
            int colon = training.indexOf(':');
            int shards = Integer.parseInt(training.substring(0, colon));
            int epochs = Integer.parseInt(training.substring(colon + 1));
            time(
                    "Gradus, " + shards + " shards, " + epochs + " epochs",
                    test,
                    () -> new GradusClassifier()
                            .setLayers("dense(" + task.widths()[1] + ", relu)")
                            .setShards(shards)
                            .setBatchSize(128)
                            .setEpochs(epochs)
                            .setSeed(1)
                            .fit(train));
        }
        session.stop();
    }

    private static void time(
            String what,
            org.apache.spark.sql.Dataset<Row> test,
            java.util.function.Supplier<? extends Model<?>> training) {
        long start = System.nanoTime();
        double before = processorSeconds();
        Model<?> model = training.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        double processor = processorSeconds() - before;
        double accuracy = new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(model.transform(test));
        System.out.printf(
                Locale.ROOT,
                "%-40s %7.1f s, of processors %7.1f s, accuracy %.4f%n",
                what,
                seconds,
                processor,
                accuracy);
    }

    /// Of this process and its executors, so that a busy machine can be told from slow training.
    private static double processorSeconds() {
        return Stream.concat(
                                Stream.of(ProcessHandle.current()),
                                ProcessHandle.current().descendants())
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis())
                        .sum()
                / 1e3;
    }

    private static Task fashion() {
        Dataset all = Data.open("fashion_mnist", new CsvOptions()).dataset();
        Dataset.Split parts = all.split(1.0 / 6, true, RandomStream.of(1));
        return new Task(rows(parts.train()), rows(parts.test()), new int[] {784, 128, 10});
    }

    private static List<Row> rows(Dataset data) {
        List<Row> rows = new ArrayList<>();
        float[] values = new float[data.input().width()];
        float[] target = new float[1];
        for (int i = 0; i < data.rows(); i++) {
            data.input().copy(i, values, 0);
            data.target().copy(i, target, 0);
            double[] features = new double[values.length];
            for (int j = 0; j < features.length; j++) {
                features[j] = values[j] / 255.0;
            }
            rows.add(RowFactory.create(Vectors.dense(features), (double) target[0]));
        }
        return rows;
    }

    /// Three classes by the distance from a curve, which no line separates.
    private static Task table() {
        Random random = new Random(1);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < TABLE_ROWS + TABLE_ROWS / 10; i++) {
            double[] x = new double[TABLE_COLUMNS];
            for (int j = 0; j < x.length; j++) {
                x[j] = random.nextGaussian();
            }
            double value = x[0] * x[1] + Math.sin(2 * x[2]) + x[3] * Math.abs(x[4]) + 0.3 * random.nextGaussian();
            rows.add(RowFactory.create(Vectors.dense(x), value < -0.6 ? 0.0 : value < 0.6 ? 1.0 : 2.0));
        }
        return new Task(
                rows.subList(0, TABLE_ROWS), rows.subList(TABLE_ROWS, rows.size()), new int[] {TABLE_COLUMNS, 64, 3});
    }
}
