package gradus.spark;

import gradus.data.tables.DataException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;

/// What is said of each round.
///
/// @param rows that are trained on
/// @param watched rows that are only watched
/// @param epochs rounds in all
/// @param start when it began, by the clock of [System#nanoTime()]
record Progress(long rows, long watched, int epochs, long start) {
    /// Encodes the rows, if they are not yet, and counts them.
    static Progress of(JavaRDD<Shard> shards, int epochs) {
        List<long[]> counts = shards.map(shard ->
                        new long[] {shard.train().rows(), shard.validation().rows()})
                .collect();
        long rows = counts.stream().mapToLong(count -> count[0]).sum();
        if (rows == 0) {
            throw new DataException("the training data has no rows");
        }
        return new Progress(rows, counts.stream().mapToLong(count -> count[1]).sum(), epochs, System.nanoTime());
    }

    /// `round 3 of 10: loss 0.1234, val_loss 0.1301; 120000 rows/s, 12 s left`.
    String line(Rounds now) {
        double seconds = (System.nanoTime() - start) / 1e9;
        int done = now.rounds() - now.begun();
        String logs = now.logs().entrySet().stream()
                .map(log -> log.getKey() + " " + String.format(Locale.ROOT, "%.4g", log.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "round %d of %d: %s; %.0f rows/s, %.0f s left",
                now.rounds(),
                epochs,
                logs,
                done * rows / seconds,
                seconds / done * (epochs - now.rounds()));
    }
}
