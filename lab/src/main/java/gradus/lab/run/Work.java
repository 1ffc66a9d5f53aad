package gradus.lab.run;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.TrainingRun;
import gradus.data.Dataset;
import gradus.data.tables.CsvOptions;
import gradus.experiment.Experiment;
import gradus.lab.messages.LabSettings;
import gradus.schedules.Constant;
import gradus.training.Parameters;
import gradus.training.SavedModel;
import gradus.training.Updater;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network at work on its data: what settings become. A run has one, and another one with the same weights when its
/// settings are changed on the way.
public final class Work {
    private final LabSettings settings;
    private final Plan plan;
    private final Experiment experiment;
    private final Model model;
    private final Dataset train;
    private final @Nullable Dataset watched;
    private final int batchSize;
    private final int stepsPerEpoch;
    private final String obstacle;
    private final InputSpread spread;
    private @Nullable TrainingRun training;

    /// Opens the data and builds the network with its first weights.
    ///
    /// @param before what to take the data from, or null to open them
    /// @throws IllegalArgumentException if settings are invalid or exceed a limit; the message says why
    Work(LabSettings settings, Uploads uploads, @Nullable Work before) {
        this.settings = settings;
        plan = Plan.of(settings, uploads);
        experiment = before == null
                ? Experiment.of(plan.settings(), new CsvOptions())
                : Experiment.of(plan.settings(), new CsvOptions(), before.experiment.loaded());
        model = experiment.model();
        require(
                model.parameterCount() <= uploads.limits().parameters(),
                "this network has %s parameters, and the lab holds at most %s; use fewer units",
                model.parameterCount(),
                uploads.limits().parameters());
        train = experiment.trainingRows();
        watched = experiment.watchedRows();
        batchSize = experiment.gradientDescent().rows(train.rows());
        stepsPerEpoch = Math.ceilDiv(train.rows(), batchSize);
        spread = InputSpread.of(model.graph(), train.input());
        String reason = "";
        try {
            training = model.start(train, experiment.fit().validation(watched));
        } catch (IllegalArgumentException e) {
            reason = String.valueOf(e.getMessage());
        }
        obstacle = reason;
    }

    /// Goes on from the weights of another, and from where its optimizer stood if that kept the same numbers.
    ///
    /// @return how many steps of the other one are not counted by this one's optimizer
    /// @throws IllegalArgumentException if it is about other data, or has other weights
    long takeOver(Work other) {
        require(
                settings.data().equals(other.settings.data()) && settings.seed() == other.settings.seed(),
                "other data and another seed can only be taken from the start");
        List<Parameters.Slice> mine = model.parameters().slices();
        List<Parameters.Slice> theirs = other.model.parameters().slices();
        boolean fits = mine.size() == theirs.size();
        for (int i = 0; fits && i < mine.size(); i++) {
            fits = mine.get(i).spec().name().equals(theirs.get(i).spec().name())
                    && mine.get(i).shape().equals(theirs.get(i).shape());
        }
        require(fits, "a network with other weights can only be trained from the start");
        for (int i = 0; i < mine.size(); i++) {
            System.arraycopy(
                    other.model.parameters().values(),
                    theirs.get(i).offset(),
                    model.parameters().values(),
                    mine.get(i).offset(),
                    mine.get(i).size());
        }
        Updater updater = model.updater();
        SavedModel.OptimizerState state = other.model.updater().state();
        boolean sameNumbers =
                state.slots().keySet().equals(updater.state().slots().keySet());
        if (!sameNumbers) {
            return other.model.updater().steps();
        }
        updater.restore(state);
        if (updater.optimizer().learningRate() instanceof Constant constant) {
            updater.learningRate(constant.learningRate());
        }
        return 0;
    }

    /// Lets go of what is needed for training only.
    void release() {
        training = null;
    }

    LabSettings settings() {
        return settings;
    }

    Plan plan() {
        return plan;
    }

    Experiment experiment() {
        return experiment;
    }

    Model model() {
        return model;
    }

    public Dataset train() {
        return train;
    }

    @Nullable
    public Dataset watched() {
        return watched;
    }

    /// How many rows are only watched.
    public int validationRows() {
        return watched == null ? 0 : watched.rows();
    }

    int batchSize() {
        return batchSize;
    }

    public int stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /// Why it cannot be trained: the loss does not fit. Empty if it can.
    public String whyNot() {
        return obstacle;
    }

    public InputSpread spread() {
        return spread;
    }

    /// The training, or null if it cannot be trained or was let go of.
    @Nullable
    TrainingRun training() {
        return training;
    }
}
