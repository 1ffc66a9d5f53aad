package gradus.lab.comparisons;

import static gradus.internal.Require.require;

import gradus.GradientDescent;
import gradus.experiment.Experiment;
import gradus.experiment.Settings;
import gradus.experiment.TrainingSpec;
import gradus.experiment.comparisons.Comparison;
import gradus.experiment.comparisons.Factor;
import gradus.experiment.comparisons.Level;
import gradus.experiment.comparisons.NumberText;
import gradus.layers.ActivationLayer;
import gradus.layers.BatchNormalization;
import gradus.layers.Dense;
import gradus.layers.Layer;
import gradus.layers.LayerNormalization;
import gradus.layers.Noise;
import gradus.layers.Rescaling;
import gradus.layers.WeightNormalization;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// How large a comparison may be that a page asks for. Texts are looked at before anything is made of them, so that no
/// number can take the memory, and the work is estimated before it begins.
final class Bounds {
    private static final int LEVELS = 12;
    private static final int SEEDS = 30;
    private static final int TRIED = 10;
    private static final int TEXT = 400;
    private static final int LAYERS = 20;
    private static final int UNITS = 128;
    /// Each leaves a point in the memory.
    private static final long EPOCHS = 100_000;
    private static final double SECONDS = 600;
    /// What one core does at least, with small networks.
    private static final double PER_SECOND = 2e9;
    /// What a step costs beside its products.
    private static final double STEP = 6e-6;

    private static final Map<String, Integer> LARGEST = Map.of(
            "depth", LAYERS, "width", UNITS, "epochs", 10_000, "patience", 10_000, "bins", 200, "batch", 100_000);

    private Bounds() {}

    /// Checks what the texts alone show.
    static void check(Comparison comparison) {
        int levels = 1;
        for (Factor factor : comparison.factors()) {
            levels = Math.multiplyExact(levels, Math.min(1000, factor.levels().size()));
            texts(factor);
        }
        require(levels <= LEVELS, "a comparison here has at most %s levels, got %s; leave some out", LEVELS, levels);
        require(
                comparison.seeds() <= SEEDS,
                "a comparison here has at most %s seeds, got %s",
                SEEDS,
                comparison.seeds());
        Factor tune = comparison.tune();
        if (tune != null) {
            texts(tune);
            require(
                    tune.levels().size() <= TRIED,
                    "at most %s values are tried of what is tuned, got %s",
                    TRIED,
                    tune.levels().size());
        }
    }

    private static void texts(Factor factor) {
        require(factor.name().matches("[a-z0-9_]{1,40}"), "nothing that can be varied is named so: %s", factor.name());
        for (String level : factor.levels()) {
            require(level.length() <= TEXT, "a level may have at most %s letters", TEXT);
            Integer largest = LARGEST.get(factor.name());
            if (largest != null && level.matches("[0-9.eE+-]+")) {
                require(number(level) <= largest, "%s may be at most %s here, got %s", factor.name(), largest, level);
            }
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0; // the parser of this option refuses it
        }
    }

    /// Checks what the parsed levels show.
    ///
    /// @param first an experiment of the base
    /// @param threads how many runs are made side by side
    static void check(Comparison comparison, Experiment first, List<Level> levels, int threads) {
        long runs = comparison.runs() / levels.size();
        double seconds = 0;
        long epochs = 0;
        int rows = first.data().train().rows();
        int inputs = first.data().schema().inputShape().size();
        for (Level level : levels) {
            double parameters = (double) parameters(level.settings(), inputs);
            TrainingSpec training = level.settings().training();
            long each = training.epochs() == null ? first.epochs() : training.epochs();
            GradientDescent batch = training.batch() == null ? first.gradientDescent() : training.batch();
            double steps = Math.ceil((double) rows / batch.rows(rows));
            epochs += runs * each;
            seconds += (double) (runs * each) * (6.0 * parameters * rows / PER_SECOND + STEP * steps) / threads;
        }
        require(
                epochs <= EPOCHS,
                "these would be %s epochs over all runs; a comparison here has at most %s. Use fewer seeds, levels or"
                        + " epochs, or ./gradus compare",
                NumberText.count((double) epochs),
                NumberText.count((double) EPOCHS));
        require(
                seconds <= SECONDS,
                "this would take about %s; a comparison here may take %s. Use fewer seeds, levels, epochs or units, or"
                        + " ./gradus compare",
                NumberText.seconds(seconds),
                NumberText.seconds(SECONDS));
    }

    private static long parameters(Settings settings, int inputs) {
        List<Layer> layers =
                Objects.requireNonNull(settings.network().layers(), "levels have their layers written out");
        require(layers.size() <= 4 * LAYERS, "a network here has at most %s hidden layers", LAYERS);
        long parameters = 0;
        long before = inputs;
        int dense = 0;
        for (Layer layer : layers) {
            Dense own = layer instanceof Dense plain
                    ? plain
                    : layer instanceof WeightNormalization wrapped ? wrapped.layer() : null;
            require(
                    own != null
                            || layer instanceof BatchNormalization
                            || layer instanceof LayerNormalization
                            || layer instanceof ActivationLayer
                            || layer instanceof Rescaling
                            || layer instanceof Noise,
                    "layers here are dense, with normalization, activation, rescaling, dropout and noise; for %s use ./gradus"
                            + " compare",
                    layer.getClass().getSimpleName());
            if (own != null) {
                dense++;
                require(own.units() <= UNITS, "a layer here has at most %s units, got %s", UNITS, own.units());
                parameters += (before + 1) * own.units();
                before = own.units();
            }
        }
        require(dense <= LAYERS, "a network here has at most %s hidden layers, got %s", LAYERS, dense);
        return parameters + before;
    }
}
