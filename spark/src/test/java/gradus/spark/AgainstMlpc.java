package gradus.spark;

import gradus.data.datasets.Data;
import gradus.data.tables.CsvOptions;
import gradus.math.RandomStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/// Measures training beside the network of Spark itself, on the same cached rows in the same session, by turns: how
/// long each takes to the same accuracy on test rows. A program, not a test; the profile `benchmarks` starts it:
///
/// `AgainstMlpc MASTER fashion|ROWS ACCURACY ITERATIONS SHARDS BLOCK TURNS`, where ROWS are those of a table that is
/// generated, ITERATIONS those that Spark's network is tried with, in ascending order, until it has the accuracy, and
/// SHARDS those of Gradus.
final class AgainstMlpc {
    private static final int TEST_ROWS = 100_000;
    private static final int TABLE_COLUMNS = 20;
    private static final int PARTITIONS = 4;
    private static final int[] EPOCHS = {1, 2, 3, 5, 8, 12, 20};
    private static final StructType SCHEMA =
            new StructType().add("features", SQLDataTypes.VectorType()).add("label", "double");

    private final Dataset<Row> test;
    private final double accuracy;

    private AgainstMlpc(Dataset<Row> test, double accuracy) {
        this.test = test;
        this.accuracy = accuracy;
    }

    /// The rows, and the widths of the networks.
    private record Task(Dataset<Row> train, Dataset<Row> test, int[] widths) {}

    /// A training that is made anew for each number of passes over the rows.
    private record Contender(String name, int[] passes, IntFunction<Model<?>> training) {}

    public static void main(String[] arguments) throws IOException {
        Sessions.makeHome();
        SparkSession session = Sessions.start(
                arguments[0],
                // The rows of Fashion-MNIST are sent from the driver.
                Map.of("spark.executor.memory", "3g", "spark.rpc.message.maxSize", "512"));
        // As it is by default.
        session.conf().set("spark.sql.codegen.wholeStage", true);
        session.conf().set("spark.sql.codegen.factoryMode", "FALLBACK");
        Task task = arguments[1].equals("fashion") ? fashion(session) : table(session, Integer.parseInt(arguments[1]));
        Dataset<Row> train = task.train().persist(StorageLevel.MEMORY_ONLY());
        Dataset<Row> test = task.test().persist(StorageLevel.MEMORY_ONLY());
        System.out.printf("%d rows for training, %d for the test%n", train.count(), test.count());
        List<Contender> contenders = new ArrayList<>();
        int block = Integer.parseInt(arguments[5]);
        contenders.add(new Contender(
                "Spark",
                numbers(arguments[3]),
                iterations -> new MultilayerPerceptronClassifier()
                        .setLayers(task.widths())
                        .setBlockSize(block)
                        .setMaxIter(iterations)
                        .setTol(0)
                        .setSeed(1)
                        .fit(train)));
        for (int shards : numbers(arguments[4])) {
            contenders.add(new Contender(
                    "Gradus, shards: " + shards,
                    EPOCHS,
                    epochs -> new GradusClassifier()
                            .setLayers("dense(" + task.widths()[1] + ", relu)")
                            .setShards(shards)
                            .setBatchSize(128)
                            .setEpochs(epochs)
                            .setSeed(1)
                            .fit(train)));
        }
        // Compiled code is there before the clock starts, for both.
        contenders.getFirst().training().apply(2).transform(test).count();
        contenders.get(1).training().apply(1).transform(test).count();
        AgainstMlpc measurement = new AgainstMlpc(test, Double.parseDouble(arguments[2]));
        System.out.println("| training | passes | elapsed | processors | test accuracy | test log loss |");
        System.out.println("|---|---|---|---|---|---|");
        int[] first = new int[contenders.size()];
        for (int turn = 0; turn < Integer.parseInt(arguments[6]); turn++) {
            for (int i = 0; i < first.length; i++) {
                first[i] = measurement.measure(contenders.get(i), first[i]);
            }
        }
        session.stop();
    }

    private static int[] numbers(String list) {
        return Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    }

    /// Trains with more and more passes until the accuracy is reached.
    ///
    /// @param first where in the list to begin
    /// @return what was enough
    private int measure(Contender contender, int first) {
        for (int at = first; at < contender.passes().length; at++) {
            long start = System.nanoTime();
            double before = processorSeconds();
            Model<?> model = contender.training().apply(contender.passes()[at]);
            double processors = processorSeconds() - before;
            double seconds = (System.nanoTime() - start) / 1e9;
            Dataset<Row> answered = model.transform(test).select("label", "prediction", "probability");
            MulticlassClassificationEvaluator evaluator = new MulticlassClassificationEvaluator();
            double reached = evaluator.setMetricName("accuracy").evaluate(answered);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f s | %.1f s | %.4f%s | %.4f |%n",
                    contender.name(),
                    contender.passes()[at],
                    seconds,
                    processors,
                    reached,
                    reached < accuracy ? "" : ", enough",
                    evaluator.setMetricName("logLoss").evaluate(answered));
            if (reached >= accuracy) {
                return at;
            }
        }
        return contender.passes().length - 1;
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

    private static Task fashion(SparkSession session) {
        gradus.data.Dataset.Split parts =
                Data.open("fashion_mnist", new CsvOptions()).dataset().split(1.0 / 6, true, RandomStream.of(1));
        return new Task(
                session.createDataFrame(rows(parts.train()), SCHEMA).repartition(PARTITIONS),
                session.createDataFrame(rows(parts.test()), SCHEMA),
                new int[] {784, 128, 10});
    }

    private static List<Row> rows(gradus.data.Dataset data) {
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
    private static Task table(SparkSession session, int rows) {
        return new Task(generated(session, 1, rows), generated(session, PARTITIONS + 1, TEST_ROWS), new int[] {
            TABLE_COLUMNS, 64, 3
        });
    }

    /// Made where it is cached, a part for each seed.
    private static Dataset<Row> generated(SparkSession session, int seed, int rows) {
        List<Integer> seeds = IntStream.range(seed, seed + PARTITIONS).boxed().toList();
        int each = rows / PARTITIONS;
        return session.createDataFrame(
                JavaSparkContext.fromSparkContext(session.sparkContext())
                        .parallelize(seeds, PARTITIONS)
                        .flatMap(part -> generated(new Random(part), each)),
                SCHEMA);
    }

    private static Iterator<Row> generated(Random random, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    double[] x = random.doubles(TABLE_COLUMNS, -2, 2).toArray();
                    double value = x[0] * x[1] + Math.sin(2 * x[2]) + x[3] * Math.abs(x[4]) + random.nextGaussian() / 3;
                    return RowFactory.create(Vectors.dense(x), value < -0.6 ? 0.0 : value < 0.6 ? 1.0 : 2.0);
                })
                .iterator();
    }
}
