package gradus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
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
    ///
    /// @param result of the shard, without its numbers
    /// @param numbers the part
    private record Slice(Trained result, float[] numbers) implements Serializable {}

    /// The mean of a slice, and whose it is.
    private record Averaged(float[] numbers, List<Trained> results) implements Serializable {}

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
        List<Tuple2<Integer, Averaged>> means = trained.flatMapToPair(result -> sliced(result, slices, slice))
                .groupByKey(new HashPartitioner(Math.min(slices, trained.getNumPartitions())))
                .mapValues(Means::averaged)
                .collect();
        float[] numbers = new float[length];
        means.forEach(mean -> System.arraycopy(
                mean._2().numbers(), 0, numbers, mean._1() * slice, mean._2().numbers().length));
        List<Trained> results = means.getFirst()._2().results();
        return new Round(withLast(results, from, numbers), logs(results));
    }

    private static Iterator<Tuple2<Integer, Slice>> sliced(Trained result, int slices, int length) {
        float[] numbers = result.state().numbers();
        Trained bare = new Trained(result.shard(), result.rows(), result.state().withoutNumbers(), result.logs());
        return IntStream.range(0, slices)
                .mapToObj(i -> new Tuple2<>(
                        i,
                        new Slice(
                                bare,
                                Arrays.copyOfRange(numbers, i * length, Math.min(numbers.length, (i + 1) * length)))))
                .iterator();
    }

    private static Averaged averaged(Iterable<Slice> slices) {
        List<Slice> ordered = new ArrayList<>();
        slices.forEach(ordered::add);
        ordered.sort(Comparator.comparingInt(slice -> slice.result().shard()));
        Sum sum = new Sum(ordered.getFirst().numbers().length);
        ordered.forEach(slice -> sum.add(slice.result().rows(), slice.numbers()));
        return new Averaged(sum.mean(), ordered.stream().map(Slice::result).toList());
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
