package gradus.experiment.comparisons;

import gradus.data.datasets.LoadedData;
import gradus.data.tables.CsvOptions;
import gradus.experiment.FinishedRun;
import gradus.experiment.Settings;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;

/// Where the runs of comparisons, searches and claims are made: here, unless a module has another place for them, such
/// as a cluster. The results are the same.
public interface Place {
    /// {@return whether runs can be made there now}
    boolean isOpen();

    /// How many runs are made at once.
    ///
    /// @param threads how many the user wants on this machine
    /// @return how many
    int runs(int threads);

    /// Makes a run.
    ///
    /// @param key of its settings and data
    /// @param settings the settings
    /// @param csv how a CSV file is read
    /// @param data the rows
    /// @param curve whether to look at the loss between its passes, which takes some time and changes no bit
    /// @param stopped whether it is no longer wanted
    /// @return what became of it; a run that fails says so
    FinishedRun run(
            String key, Settings settings, CsvOptions csv, LoadedData data, boolean curve, BooleanSupplier stopped);

    /// {@return an open place that a module provides, or this process}
    static Place best() {
        for (Place place : ServiceLoader.load(Place.class)) {
            if (place.isOpen()) {
                return place;
            }
        }
        return new Here();
    }
}
