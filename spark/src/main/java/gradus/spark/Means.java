package gradus.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/// The mean of what the shards have made of a state, by their rows. Sums are in double and in the order of the shards,
/// so that they have the same bits wherever and whenever the shards were trained.
final class Means {
    /// A state of more numbers than this is averaged in slices, on the executors: the driver would have to hold one
    /// for each shard.
    static final int SLICE = 1 << 22;

    private Means() {}

    /// What a round has given.
    ///
    /// @param state the mean
    /// @param logs their means, in which an example of each shard counts the same
    record Round(State state, Map<String, Double> logs) {}

    /// A part of the state of a shard.
    private record Slice(int shard, long rows, float[] numbers) implements java.io.Serializable {}

    /// Averages a round.
    ///
    /// @param trained one element a shard
    /// @param from the state before it
    /// @param slice numbers of a slice
    static Round of(JavaRDD<Trained> trained, State from, int slice) {
        int length = from.numbers().length;
        if (length <= slice) {
            return of(trained.collect(), from);
        }
        int slices = Math.ceilDiv(length, slice);
        var pieces = trained.flatMapToPair(result -> {
                    float[] numbers = result.state().numbers();
                    return IntStream.rangeClosed(0, slices)
                            .mapToObj(i -> new Tuple2<>(
                                    i,
                                    i == slices
                                            ? (Object) withoutNumbers(result)
                                            : new Slice(result.shard(), result.rows(), part(numbers, i, slice))))
                            .iterator();
                })
                .groupByKey(new HashPartitioner(Math.min(slices + 1, trained.getNumPartitions())))
                .mapValues(parts -> mean(parts))
                .collect();
        float[] numbers = new float[length];
        List<Trained> results = new ArrayList<>();
        for (Tuple2<Integer, Object> piece : pieces) {
            if (piece._2() instanceof float[] values) {
                System.arraycopy(values, 0, numbers, piece._1() * slice, values.length);
            } else {
                ((List<?>) piece._2()).forEach(result -> results.add((Trained) result));
            }
        }
        results.sort((a, b) -> Integer.compare(a.shard(), b.shard()));
        return new Round(withLast(results, from, numbers), logs(results));
    }

    private static Trained withoutNumbers(Trained result) {
        State state = result.state();
        return new Trained(
                result.shard(),
                result.rows(),
                new State(new float[0], state.slots(), state.lengths(), state.steps(), state.learningRate()),
                result.logs());
    }

    private static float[] part(float[] numbers, int slice, int length) {
        return java.util.Arrays.copyOfRange(numbers, slice * length, Math.min(numbers.length, (slice + 1) * length));
    }

    /// The mean of the slices of one place; other results as they are.
    private static Object mean(Iterable<Object> parts) {
        List<Object> list = new ArrayList<>();
        parts.forEach(list::add);
        if (!(list.getFirst() instanceof Slice)) {
            return list;
        }
        List<Slice> slices = new ArrayList<>();
        list.forEach(part -> slices.add((Slice) part));
        slices.sort((a, b) -> Integer.compare(a.shard(), b.shard()));
        Sum sum = new Sum(slices.getFirst().numbers().length);
        slices.forEach(part -> sum.add(part.rows(), part.numbers()));
        return sum.mean();
    }

    /// The mean of results in the order of their shards.
    static Round of(List<Trained> results, State from) {
        Sum sum = new Sum(from.numbers().length);
        results.forEach(result -> sum.add(result.rows(), result.state().numbers()));
        return new Round(withLast(results, from, sum.mean()), logs(results));
    }

    /// Steps and learning rate are those of the shard that has made most steps.
    private static State withLast(List<Trained> results, State from, float[] numbers) {
        State last = from;
        for (Trained result : results) {
            last = result.state().steps() > last.steps() ? result.state() : last;
        }
        return new State(numbers, from.slots(), from.lengths(), last.steps(), last.learningRate());
    }

    /// The means of what the shards log, by their rows.
    static Map<String, Double> logs(List<Trained> results) {
        Map<String, Double> sums = new LinkedHashMap<>();
        long rows = 0;
        for (Trained result : results) {
            rows += result.rows();
            result.logs().forEach((name, value) -> sums.merge(name, value * result.rows(), Double::sum));
        }
        long all = rows;
        sums.replaceAll((name, sum) -> sum / all);
        return sums;
    }

    /// A weighted sum of arrays.
    private static final class Sum {
        private final double[] sums;
        private long weight;

        Sum(int length) {
            sums = new double[length];
        }

        void add(long rows, float[] numbers) {
            if (rows == 0) {
                return;
            }
            weight += rows;
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (double) rows * numbers[i];
            }
        }

        float[] mean() {
            float[] means = new float[sums.length];
            for (int i = 0; i < sums.length; i++) {
                means[i] = (float) (sums[i] / weight);
            }
            return means;
        }
    }
}
