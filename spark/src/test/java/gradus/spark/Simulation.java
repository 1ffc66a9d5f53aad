package gradus.spark;

import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.losses.MeanSquaredError;
import gradus.optimizers.Adam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/// How long a round takes on clusters that are not here: from costs that are measured here, and a model of the rest. A
/// program, not a test: `Simulation`, in a JVM with nothing else to do.
///
/// A round is: tasks are started, the state is sent, each core trains its shard, the states come back and are averaged.
/// What is assumed is in the constants.
final class Simulation {
    /// Bytes a second into or out of a machine: 10 Gbit/s.
    private static final double NETWORK = 1.25e9;
    /// From one machine to another.
    private static final double LATENCY = 0.0005;
    /// Of an executor.
    private static final int CORES = 4;
    /// The mean of what a task takes longer than it would undisturbed, exponentially distributed.
    private static final double DELAY = 0.1;

    private static final int DRAWS = 200;
    private static final int BATCH = 128;

    private Simulation() {}

    /// What is measured on this machine.
    ///
    /// @param job seconds of a job without tasks
    /// @param task seconds that the driver takes for each task
    /// @param copying bytes a second that are serialized and read again
    /// @param averaging bytes a second that the driver adds to a mean
    private record Costs(double job, double task, double copying, double averaging) {}

    /// A network and its rows.
    ///
    /// @param row seconds to train one on one core
    /// @param state numbers of parameters and slots
    private record Work(String name, double rows, double row, int state) {}

    public static void main(String[] arguments) {
        SparkSession session = Sessions.start("local[2]");
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Costs costs = costs(spark);
        System.out.printf(
                Locale.ROOT,
                "measured: a job %.1f ms and %.2f ms a task; state copied %.0f MB/s, averaged %.0f MB/s%n",
                1e3 * costs.job(),
                1e3 * costs.task(),
                costs.copying() / 1e6,
                costs.averaging() / 1e6);
        session.stop();
        List<Work> works = List.of(
                work("100 million rows, 30-64-64-1", 1e8, 30, 64),
                work("10 million rows, 784-2048-2048-1", 1e7, 784, 2048));
        for (Work work : works) {
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: measured %.2f us a row on one core, state of %,d numbers%n%n",
                    work.name(),
                    1e6 * work.row(),
                    work.state());
            System.out.println(
                    "| executors | shards | rows of a shard | round | of that training | times one executor |");
            System.out.println("|---|---|---|---|---|---|");
            double one = round(work, costs, 1, training(work, CORES));
            for (int executors : new int[] {1, 8, 64, 512}) {
                double training = training(work, executors * CORES);
                double round = round(work, costs, executors, training);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %d | %,.0f | %.2f s | %.0f%% | %.1f |%n",
                        executors,
                        executors * CORES,
                        work.rows() / executors / CORES,
                        round,
                        100 * training / round,
                        one / round);
            }
        }
    }

    /// The slowest of the shards.
    private static double training(Work work, int shards) {
        Random random = new Random(1);
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double slowest = 0;
            for (int shard = 0; shard < shards; shard++) {
                slowest = Math.max(slowest, -DELAY * Math.log(1 - random.nextDouble()));
            }
            sum += 1 + slowest;
        }
        return sum / DRAWS * work.rows() / shards * work.row();
    }

    private static double round(Work work, Costs costs, int executors, double training) {
        int shards = executors * CORES;
        double bytes = 4.0 * work.state();
        double sent = bytes / costs.copying() + bytes / NETWORK + LATENCY * (1 + Math.log(executors) / Math.log(2));
        double started = costs.job() + shards * costs.task();
        double back;
        if (work.state() <= Means.SLICE) {
            back = shards * bytes * (1 / NETWORK + 1 / costs.copying() + 1 / costs.averaging());
        } else {
            // Every executor averages some slices of all shards; then the driver gets the mean.
            int slices = Math.ceilDiv(work.state(), Means.SLICE);
            double busiest = Math.ceilDiv(slices, Math.min(slices, executors)) * 4.0 * Means.SLICE * shards;
            back = CORES * bytes / NETWORK
                    + busiest * (1 / NETWORK + 1 / costs.copying() + 1 / costs.averaging())
                    + costs.job()
                    + slices * costs.task()
                    + bytes / NETWORK
                    + bytes / costs.copying();
        }
        return started + sent + training + back;
    }

    private static Work work(String name, double rows, int inputs, int units) {
        Model model = Sequential.of(input(inputs), dense(units, RELU), dense(units, RELU), dense(1))
                .threads(1)
                .seed(1);
        model.compile(new Adam(), new MeanSquaredError());
        Random random = new Random(1);
        int count = units > 1000 ? 2 * BATCH : 200 * BATCH;
        float[] values = new float[count * inputs];
        float[] targets = new float[count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        for (int i = 0; i < count; i++) {
            targets[i] = values[i * inputs];
        }
        Dataset data = Dataset.of(Rows.wrap(values, inputs), Rows.wrap(targets, 1));
        double seconds = best(5, () -> model.fit(data, Fit.epochs(1).batchSize(BATCH)));
        return new Work(name, rows, seconds / count, State.of(model).numbers().length);
    }

    private static Costs costs(JavaSparkContext spark) {
        double few = empty(spark, 4);
        double many = empty(spark, 512);
        double task = (many - few) / 508;
        float[] numbers = new float[1 << 20];
        State state = new State(numbers, List.of(), new int[0], 1, 0.1);
        double bytes = 4.0 * numbers.length;
        double round = best(7, () -> {
            Broadcast<State> sent = spark.broadcast(state);
            spark.parallelize(List.of(0), 1)
                    .map(shard -> new Trained(
                            shard, 1, sent.value().parameters(sent.value().parameters()), Map.of()))
                    .collect();
            sent.destroy();
        });
        List<Trained> results = new ArrayList<>(Collections.nCopies(8, new Trained(0, 1, state, Map.of("loss", 1.0))));
        double mean = best(7, () -> Means.of(results, state));
        // The state goes there and back.
        return new Costs(Math.max(0, few - 4 * task), task, 2 * bytes / Math.max(1e-4, round - few), 8 * bytes / mean);
    }

    private static double empty(JavaSparkContext spark, int tasks) {
        List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
        return best(10, () -> spark.parallelize(numbers, tasks).map(n -> n + 1).collect());
    }

    private static double best(int times, Runnable action) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            action.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }
}
