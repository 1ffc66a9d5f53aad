package gradus.cli;

import gradus.experiment.TrainedModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Models that a command is given.
final class Models {
    private Models() {}

    /// Loads a model. If what it was compiled with is not known, that is said, and it is not compiled.
    ///
    /// @param command the command, whose errors have the note
    static TrainedModel load(Path file, @Nullable CommandSpec command) {
        TrainedModel trained = TrainedModel.load(file);
        if (trained.leftOut() != null && command != null) {
            command.commandLine()
                    .getErr()
                    .println("Note: the model is taken without optimizer, loss and metrics, which are not all known"
                            + " here: "
                            + trained.leftOut());
        }
        return trained;
    }
}
