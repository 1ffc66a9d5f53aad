package gradus.training;

import gradus.kernels.RangeTask;
import gradus.kernels.Workers;
import java.util.ArrayList;
import java.util.List;

/// Ranges of an array, cut into pieces of limited size that threads may work on. Where the cuts are does not depend on
/// the number of threads. Each piece belongs to one range.
final class Pieces {
    private static final int LARGEST = 16_384;

    private final int[] from;
    private final int[] to;
    private final int[] range;
    private final long total;

    /// @param ranges in rising order, not overlapping
    Pieces(List<Range> ranges) {
        List<Range> cut = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        long sum = 0;
        for (int r = 0; r < ranges.size(); r++) {
            Range whole = ranges.get(r);
            for (int start = whole.from(); start < whole.to(); start += LARGEST) {
                cut.add(new Range(start, Math.min(start + LARGEST, whole.to())));
                owners.add(r);
            }
            sum += whole.to() - whole.from();
        }
        from = cut.stream().mapToInt(Range::from).toArray();
        to = cut.stream().mapToInt(Range::to).toArray();
        range = owners.stream().mapToInt(owner -> owner).toArray();
        total = sum;
    }

    /// The part `[from, to)` of an array.
    record Range(int from, int to) {
        /// The same ranges, those that touch made one.
        static List<Range> joined(List<Range> ranges) {
            List<Range> joined = new ArrayList<>();
            for (Range next : ranges) {
                if (!joined.isEmpty() && joined.getLast().to() == next.from()) {
                    next = new Range(joined.removeLast().from(), next.to());
                }
                joined.add(next);
            }
            return joined;
        }
    }

    int count() {
        return from.length;
    }

    int from(int piece) {
        return from[piece];
    }

    int to(int piece) {
        return to[piece];
    }

    /// The index of the range that a piece is cut from.
    int range(int piece) {
        return range[piece];
    }

    /// Runs a task on all pieces, given by their numbers, with help if there is enough to do.
    void run(Workers workers, RangeTask task) {
        workers.run(count(), total <= LARGEST ? count() : 1, task);
    }
}
