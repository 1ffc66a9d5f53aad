package gradus.cli;

import gradus.experiment.claims.Measurements;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;

/// A command whose numbers a claim can be judged by.
interface Measuring {
    /// How many disjoint sets of seeds there are, each of which can judge a claim by itself; 1 for what has no seeds.
    default int sets() {
        return 2;
    }

    /// Makes the runs.
    ///
    /// @param set which set of seeds, from 0
    /// @param store where runs are kept, and found if they were made before
    /// @param side how many are made side by side
    /// @param listener called when a run has ended
    Measurements measure(int set, RunLog store, int side, Runner.Listener listener);
}
