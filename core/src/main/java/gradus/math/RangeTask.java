package gradus.math;

/// Work on the part `[from, to)` of something that is split among threads.
@FunctionalInterface
public interface RangeTask {
    /// Nothing to do.
    RangeTask NOTHING = (from, to) -> {};

    /// Does the part `[from, to)`. Parts never overlap and may run at the same time.
    void run(int from, int to);
}
