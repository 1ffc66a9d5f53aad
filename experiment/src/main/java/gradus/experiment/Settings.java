package gradus.experiment;

import gradus.data.tables.MissingPolicy;
import gradus.math.Precision;
import gradus.problems.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that decides a run, as people write it. Null means: by the data. Two runs of equal settings give equal bits.
///
/// @param data a name, a generator, a CSV file or a folder of IDX files, see [gradus.data.datasets.Data]
/// @param targets the columns to predict; empty for the data set's own
/// @param task the kind of answer, or null
/// @param drop columns that are not looked at
/// @param missing what is done with missing values, or null
/// @param layers hidden layers in [gradus.registry.Notation], or null
/// @param head whether the last layer follows from the task; without, `layers` has it
/// @param initializer first weights of all dense layers, or null for each layer's own
/// @param loss in notation, or null for the task's
/// @param optimizer in notation, or null for Adam
/// @param schedule of the learning rate in notation, or null for the optimizer's own
/// @param batch rows an update: 1 is stochastic gradient descent, 0 is all rows; null by the number of rows
/// @param epochs the most epochs, or null
/// @param validation the share of rows that is watched, or a file
/// @param test the share of rows that judges the result, or a file
/// @param seed of everything random
/// @param patience epochs without improvement before training ends; 0 for never, null by the data
/// @param classWeights `balanced`, or weights by label as in `yes=5,no=1`; null for 1 each
/// @param shuffle whether every epoch has an order of its own
/// @param bins how many classes a regression is learned as; 0 for a regression
/// @param quantileBins whether bins hold equally many rows, instead of being equally wide
/// @param scaling how inputs, and targets of a regression, are scaled, or null for [Scaling#of]
/// @param precision of training
public record Settings(
        String data,
        List<String> targets,
        @Nullable Task task,
        List<String> drop,
        @Nullable MissingPolicy missing,
        @Nullable String layers,
        boolean head,
        @Nullable String initializer,
        @Nullable String loss,
        @Nullable String optimizer,
        @Nullable String schedule,
        @Nullable Integer batch,
        @Nullable Integer epochs,
        String validation,
        String test,
        long seed,
        @Nullable Integer patience,
        @Nullable String classWeights,
        boolean shuffle,
        int bins,
        boolean quantileBins,
        @Nullable Scaling scaling,
        Precision precision) {
    /// Copies the lists.
    public Settings {
        targets = List.copyOf(targets);
        drop = List.copyOf(drop);
    }

    /// The defaults for data.
    public static Settings of(String data) {
        return new Settings(
                data,
                List.of(),
                null,
                List.of(),
                null,
                null,
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                "0.1",
                "0.2",
                0,
                null,
                null,
                true,
                0,
                false,
                null,
                Precision.FLOAT32);
    }
}
