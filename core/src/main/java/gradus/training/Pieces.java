package gradus.training;

import gradus.kernels.Workers;
import gradus.math.RangeTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Ranges of an array, cut into pieces of limited size for threads to work on. The cuts do not depend on the number
/// of threads. Each piece belongs to one range.
final class Pieces {
    private static final int LARGEST = 16_384;

    private final int[] from;
    private final int[] to;
    private final int[] range;
    private final long total;

    private record Piece(int from, int to, int range, double position) {}

    private Pieces(List<Piece> pieces, long total) {
        from = pieces.stream().mapToInt(Piece::from).toArray();
        to = pieces.stream().mapToInt(Piece::to).toArray();
        range = pieces.stream().mapToInt(Piece::range).toArray();
        this.total = total;
    }

    /// Creates pieces of one range after the other.
    ///
    /// @param ranges in ascending order, not overlapping
    static Pieces of(List<Range> ranges) {
        return new Pieces(cut(ranges), total(ranges));
    }

    /// Creates pieces with the beginnings of all ranges first and their ends last: a thread that has computed the
    /// first half of each gradient then updates these halves, and finds them in its own cache. If there is too
    /// little work to share, adjacent ranges form one piece.
    ///
    /// @param ranges in ascending order, not overlapping
    static Pieces beginningsFirst(List<Range> ranges) {
        if (total(ranges) <= LARGEST) {
            return of(Range.joined(ranges));
        }
        List<Piece> pieces = cut(ranges);
        pieces.sort(Comparator.comparingDouble(Piece::position));
        return new Pieces(pieces, total(ranges));
    }

    private static List<Piece> cut(List<Range> ranges) {
        List<Piece> pieces = new ArrayList<>();
        for (int r = 0; r < ranges.size(); r++) {
            Range whole = ranges.get(r);
            for (int start = whole.from(); start < whole.to(); start += LARGEST) {
                int end = Math.min(start + LARGEST, whole.to());
                double position = (start - whole.from()) / (double) (whole.to() - whole.from());
                pieces.add(new Piece(start, end, r, position));
            }
        }
        return pieces;
    }

    private static long total(List<Range> ranges) {
        return ranges.stream().mapToLong(range -> range.to() - range.from()).sum();
    }

    /// The part `[from, to)` of an array.
    record Range(int from, int to) {
        /// Returns the same ranges, with adjacent ones merged.
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

    /// Returns the index of the range that a piece is cut from.
    int range(int piece) {
        return range[piece];
    }

    /// Returns whether there is enough work for several threads.
    boolean isShared() {
        return total > LARGEST;
    }

    /// Runs a task on all pieces, given by their indices, on several threads if there is enough work.
    void run(Workers workers, RangeTask task) {
        workers.run(count(), isShared() ? 1 : count(), task);
    }
}
