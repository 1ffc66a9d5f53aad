package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.experiment.nets.Budget;
import gradus.experiment.nets.Ensemble;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which settings make an ensemble, and which ensemble.
final class Ensembles {
    /// What a recipe chooses itself.
    private static final List<Option<Settings, ?>> CHOSEN = List.of(
            Options.LAYERS,
            Options.INIT,
            Options.SCALING,
            Options.LOSS,
            Options.OPTIMIZER,
            Options.SCHEDULE,
            Options.BATCH,
            Options.EPOCHS,
            Options.PATIENCE,
            Options.CLASS_WEIGHT,
            Options.CALLBACKS);

    private static final int FEWEST_ROWS = 30;

    private Ensembles() {}

    /// Returns whether the settings make an ensemble on this data.
    static boolean isChosen(Settings settings, Preparation prepared) {
        Net net = settings.network().net();
        List<String> others = others(settings);
        if (net == Net.REALMLP) {
            require(
                    others.isEmpty(),
                    "net realmlp chooses %s itself, so it cannot be given; leave it out, or choose net mlp",
                    String.join(", ", others));
            require(!prepared.isImages(), "net realmlp is for tables, and these are images; choose net mlp");
            return true;
        }
        return net == Net.AUTO
                && others.isEmpty()
                && !prepared.isImages()
                && prepared.scaling() != Scaling.ALL
                && prepared.data().train().weights() == null
                && prepared.data().train().rows() >= FEWEST_ROWS;
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
            others.add(Options.BINS.name());
        }
        if (!settings.network().head()) {
            others.add(Options.HEAD.name());
        }
        if (!(settings.data().validation() instanceof HeldOut.Share)) {
            others.add(Options.VALIDATION.name());
        }
        return others;
    }

    /// Returns settings without rows for validation: the members of an ensemble leave out rows of their own.
    static Settings pooled(Settings settings) {
        return Options.VALIDATION.with(settings, HeldOut.share(0));
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
