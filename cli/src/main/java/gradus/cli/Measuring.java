package gradus.cli;

import gradus.experiment.claims.Measurements;
import gradus.experiment.comparisons.RunLog;
import java.util.List;
import java.util.function.Consumer;

/// A command whose numbers a claim can be judged by.
interface Measuring {
    /// How many disjoint sets of seeds there are, each of which can judge a claim by itself; 1 for what has no seeds.
    default int sets() {
        return 2;
    }

    /// How many seeds, or other repetitions, a set has.
    int seeds();

    /// The names of the levels, if they are known before any run; else none.
    default List<String> levels() {
        return List.of();
    }

    /// Makes the runs.
    ///
    /// @param set which set of seeds, from 0
    /// @param store where runs are kept, and found if they were made before
    /// @param side how many are made side by side
    /// @param progress shows what has ended
    /// @param first receives the numbers of the first seed as soon as it has all of them
    Measurements measure(int set, RunLog store, int side, Progress progress, Consumer<Measurements> first);
}
