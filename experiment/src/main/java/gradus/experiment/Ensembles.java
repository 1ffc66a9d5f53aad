package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.data.Dataset;
import gradus.data.datasets.LoadedData;
import gradus.data.datasets.TableData;
import gradus.experiment.nets.Blend;
import gradus.experiment.nets.Budget;
import gradus.experiment.nets.Ensemble;
import gradus.problems.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final int LINEAR_MEMBERS = 5;

    private Ensembles() {}

    /// Returns why settings rule out an ensemble on such data, empty if that needs no words; null if they do not.
    ///
    /// @throws IllegalArgumentException if the settings ask for one nevertheless
    static @Nullable String obstacle(Settings settings, LoadedData loaded) {
        Net net = settings.network().net();
        if (net == Net.MLP) {
            return "";
        }
        List<String> others = others(settings);
        boolean table = loaded instanceof TableData;
        boolean inMemory = !(loaded instanceof TableData data && data.table().isOnDisk());
        if (net != Net.AUTO) {
            String name = "net " + net.name().toLowerCase(Locale.ROOT);
            require(
                    others.isEmpty(),
                    "%s chooses %s itself, so it cannot be given; leave it out, or choose net mlp",
                    name,
                    String.join(", ", others));
            require(table, "%s is for tables, and these are images; choose net mlp", name);
            require(inMemory, "%s needs its table in memory, and this one is on disk; choose net mlp", name);
        }
        if (table && !others.isEmpty()) {
            return "an ensemble would choose " + String.join(", ", others) + " itself";
        }
        if (!inMemory) {
            return "the members of an ensemble need their table in memory";
        }
        return table ? null : "";
    }

    /// Returns why data speaks against an ensemble where the settings allow one; null if it does not.
    ///
    /// @param pooled the data, without rows for validation
    static @Nullable String doubt(Settings settings, Preparation pooled) {
        Dataset train = pooled.data().train();
        boolean oneGroup = pooled.leftOut(settings.data()).mostParts(train.rows()) < 2;
        if (settings.network().net() != Net.AUTO) {
            require(
                    !oneGroup,
                    "the networks of an ensemble leave out whole groups, and all %s training rows are one group of"
                            + " \"%s\"; choose another column of groups, or net mlp",
                    train.rows(),
                    settings.data().group());
            return null;
        }
        if (train.rows() < FEWEST_ROWS) {
            return train.rows() + " rows are too few to leave some out";
        }
        if (train.weights() != null) {
            return "an ensemble knows no weights of rows";
        }
        if (oneGroup) {
            return "its rows are one group, of which none can be left out";
        }
        return pooled.scaling() == Scaling.ALL ? "the columns are pixels" : null;
    }

    private static List<String> others(Settings settings) {
        Settings standard = Settings.of("");
        List<String> others = new ArrayList<>();
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
    static Blend of(Settings settings, Preparation prepared, Budget budget) {
        Dataset rows = prepared.encoded(prepared.data().train());
        Head head = prepared.recipeHead();
        Blend blend =
                switch (settings.network().net()) {
                    case TABM -> Blend.of(Ensemble.tabM(head, rows, budget, settings.seed()));
                    case LINEAR -> Blend.of(Ensemble.linear(head, rows, LINEAR_MEMBERS, settings.seed()));
                    case REALMLP -> Blend.of(Ensemble.realMlp(head, rows, budget, settings.seed()));
                    default -> Blend.of(head, rows, budget, settings.seed());
                };
        return blend.leavingOut(prepared.leftOut(settings.data()));
    }

    static Budget budget(Settings settings) {
        return Objects.requireNonNullElse(settings.training().budget(), Budget.USUAL);
    }

    /// Describes what is trained, and on which rows.
    static String describe(Blend blend, Settings settings) {
        boolean several = blend.members() > 1;
        String group = settings.data().group();
        String time = settings.data().time();
        int rows = blend.rows();
        String without = blend.leavesOutTheLast()
                ? String.format(Locale.ROOT, "the last %,d of the %,d rows by \"%s\"", blend.rowsLeftOut(), rows, time)
                : String.format(
                        Locale.ROOT,
                        "%s part of the %,d rows%s%s",
                        several ? "another" : "a",
                        rows,
                        group == null ? "" : " with whole groups of \"" + group + "\"",
                        time == null ? "" : ", at random, because all have the same \"" + time + "\"");
        return String.format(
                Locale.ROOT,
                "%s, %strained without %s%s%s",
                blend.title(),
                several ? "each " : "",
                without,
                blend.others().isEmpty() ? "" : "," + blend.others(),
                settings.network().net() == Net.LINEAR ? "" : ", by the budget of " + budget(settings));
    }
}
