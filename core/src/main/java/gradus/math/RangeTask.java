package gradus.math;

/// Work on the part `[from, to)` of something that is split among threads.
@FunctionalInterface
public interface RangeTask {
    /// Does nothing.
    RangeTask NOTHING = (from, to) -> {};

    /// Processes the part `[from, to)`. Parts never overlap and may be processed at the same time.
    ///
    /// @param from the first index, inclusive
    /// @param to the last index, exclusive
    void run(int from, int to);
}
