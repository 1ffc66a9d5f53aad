package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.Dataset;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.experiment.nets.Budget;
import gradus.experiment.nets.Ensemble;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which settings make an ensemble, and which ensemble.
final class Ensembles {
    /// What a recipe chooses itself.
    private static final List<Option<Settings, ?>> CHOSEN = List.of(
            NetworkOptions.LAYERS,
            NetworkOptions.INIT,
            RowOptions.SCALING,
            TrainingOptions.LOSS,
            TrainingOptions.OPTIMIZER,
            TrainingOptions.SCHEDULE,
            TrainingOptions.BATCH,
            TrainingOptions.EPOCHS,
            TrainingOptions.PATIENCE,
            TrainingOptions.CLASS_WEIGHT,
            TrainingOptions.CALLBACKS);

    private static final int FEWEST_ROWS = 30;

    private Ensembles() {}

    /// Returns whether the settings allow an ensemble on such data.
    static boolean isPossible(Settings settings, LoadedData loaded) {
        Net net = settings.network().net();
        List<String> others = others(settings);
        boolean table = loaded instanceof TableData;
        // Members leave rows out at random.
        boolean atRandom = settings.data().group() == null && settings.data().time() == null;
        if (net == Net.REALMLP) {
            require(
                    others.isEmpty(),
                    "net realmlp chooses %s itself, so it cannot be given; leave it out, or choose net mlp",
                    String.join(", ", others));
            require(table, "net realmlp is for tables, and these are images; choose net mlp");
            require(
                    atRandom,
                    "net realmlp leaves out rows at random, so it cannot keep groups together, or later rows out;"
                            + " choose net mlp with group and time");
        }
        return net != Net.MLP && others.isEmpty() && table && atRandom;
    }

    /// Returns whether an ensemble is the choice for data for which it is possible.
    ///
    /// @param pooled the data, without rows for validation
    static boolean isChosen(Settings settings, Preparation pooled) {
        Dataset train = pooled.data().train();
        return settings.network().net() == Net.REALMLP
                || (pooled.scaling() != Scaling.ALL && train.weights() == null && train.rows() >= FEWEST_ROWS);
    }

    private static List<String> others(Settings settings) {
        Settings standard = Settings.of("");
        List<String> others = new java.util.ArrayList<>();
        for (Option<Settings, ?> option : CHOSEN) {
            if (!Objects.equals(option.text(settings), option.text(standard))) {
                others.add(option.name());
            }
        }
        if (settings.data().bins() > 0) {
            others.add(RowOptions.BINS.name());
        }
        if (!settings.network().head()) {
            others.add(NetworkOptions.HEAD.name());
        }
        if (!(settings.data().validation() instanceof HeldOut.Share)) {
            others.add(RowOptions.VALIDATION.name());
        }
        return others;
    }

    /// Returns settings without rows for validation: the members of an ensemble leave out rows of their own.
    static Settings pooled(Settings settings) {
        return RowOptions.VALIDATION.with(settings, HeldOut.share(0));
    }

    /// Plans the ensemble.
    static Ensemble of(Settings settings, Preparation prepared) {
        @Nullable Budget budget = settings.training().budget();
        return Ensemble.realMlp(
                prepared.learned(),
                prepared.answers(),
                prepared.encoded(prepared.data().train()),
                budget == null ? Budget.USUAL : budget,
                settings.seed());
    }
}
