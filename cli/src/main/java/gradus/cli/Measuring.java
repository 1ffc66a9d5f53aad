package gradus.cli;

import gradus.experiment.claims.Measurements;
import gradus.experiment.comparisons.RunLog;
import gradus.experiment.comparisons.Runner;

/// A command whose numbers a claim can be judged by.
interface Measuring {
    /// Makes the runs.
    ///
    /// @param store where runs are kept, and found if they were made before
    /// @param side how many are made side by side
    /// @param listener called when a run has ended
    Measurements measure(RunLog store, int side, Runner.Listener listener);
}
