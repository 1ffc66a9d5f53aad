package gradus.experiment;

import static gradus.activations.Activations.RELU;
import static gradus.internal.Require.require;
import static gradus.layers.Layers.batchNormalization;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.dropout;

import gradus.GradientDescent;
import gradus.Model;
import gradus.callbacks.CallbackRule;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.tables.Schema;
import gradus.experiment.nets.Blend;
import gradus.experiment.nets.Ensemble;
import gradus.initializers.Initializer;
import gradus.layers.Dense;
import gradus.layers.Flatten;
import gradus.layers.GaussianNoise;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.layers.Rescaling;
import gradus.layers.WeightNormalization;
import gradus.losses.Loss;
import gradus.math.Precision;
import gradus.optimizers.Adam;
import gradus.optimizers.Optimizer;
import gradus.problems.Binning;
import gradus.problems.Counts;
import gradus.problems.Logarithm;
import gradus.problems.Ranks;
import gradus.registry.Config;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A run with every choice made: by the settings where they say something, else by the data. What the data decides
/// stands here, in one place. Experiments of equal recipes are the same run.
///
/// @param schema how rows become numbers
/// @param parts the rows of each part, and where they come from
/// @param target how the targets of a regression are learned, in words
/// @param layers all layers after the input
/// @param optimizer with its schedule
/// @param loss what is made small
/// @param batch how many rows an update looks at
/// @param epochs the most epochs
/// @param patience epochs without improvement before training ends; 0 for never
/// @param validationFrequency after how many epochs each the validation rows are evaluated
/// @param classWeights by class number
/// @param shuffle whether every epoch has an order of its own
/// @param callbacks of the training, besides the one of the patience
/// @param precision of matrix products
/// @param members how many networks of these layers answer together; 1 for a single one
/// @param seed of everything random
public record Recipe(
        Schema schema,
        List<String> parts,
        String target,
        List<Layer> layers,
        Optimizer optimizer,
        Loss loss,
        GradientDescent batch,
        int epochs,
        int patience,
        int validationFrequency,
        Map<Integer, Double> classWeights,
        boolean shuffle,
        List<CallbackRule> callbacks,
        Precision precision,
        int members,
        long seed) {
    /// With at least this many training rows, fewer epochs are enough and batches may be larger.
    private static final int MANY_ROWS = 10_000;

    private static final int MANY_ROWS_BATCH = 128;
    /// Updates after which the nets on large tables have learned most: what bounds the run is work, not epochs.
    private static final int STEPS = 30_000;

    private static final int FEW_EPOCHS = 10;

    private static final List<Layer> TABLE_LAYERS = List.of(dense(64, RELU), dense(64, RELU));
    /// For few small pictures, where noise and dropout keep the network from learning them by heart.
    private static final List<Layer> PIXEL_LAYERS =
            List.of(new GaussianNoise(0.5), dense(256, RELU), batchNormalization(), dropout(0.5));

    private static final List<Layer> IMAGE_LAYERS = List.of(dense(256, RELU), dropout(0.2), dense(128, RELU));

    /// What the data decides.
    ///
    /// @param rows for training
    private record Usual(int rows, boolean images, boolean pixels, boolean validated) {
        private boolean isMany() {
            return rows >= MANY_ROWS;
        }

        private boolean isSmallTable() {
            return !isMany() && !pixels && !images;
        }

        List<Layer> layers() {
            return images ? IMAGE_LAYERS : pixels ? PIXEL_LAYERS : TABLE_LAYERS;
        }

        /// With few rows an epoch has few updates, so they may be larger.
        Optimizer optimizer() {
            return isSmallTable() ? new Adam(0.003) : new Adam();
        }

        GradientDescent batch() {
            return GradientDescent.miniBatch(isMany() ? MANY_ROWS_BATCH : 32);
        }

        int epochs() {
            return isSmallTable() ? 300 : !isMany() ? 100 : images || pixels ? FEW_EPOCHS : epochsOf(STEPS);
        }

        /// As many epochs as have some number of updates, from 10 to 100.
        private int epochsOf(int steps) {
            int updates = Math.ceilDiv(rows, MANY_ROWS_BATCH);
            return Math.clamp(Math.ceilDiv(steps, updates), FEW_EPOCHS, 100);
        }

        int patience() {
            return !validated ? 0 : isSmallTable() ? 30 : !isMany() ? 15 : Math.max(3, epochs() / 10);
        }
    }

    private static Usual usual(Preparation prepared) {
        return new Usual(
                prepared.data().train().rows(),
                prepared.isImages(),
                prepared.scaling() == Scaling.ALL,
                prepared.data().validation() != null);
    }

    /// @param from the model that is trained on, or null for a new one
    static Recipe of(Settings settings, Preparation prepared, @Nullable Continuation from) {
        Usual usual = usual(prepared);
        TrainingSpec training = settings.training();
        Rows targets = prepared.data().train().target();
        if (from != null) {
            Model model = from.trained().model();
            return of(
                    settings,
                    prepared,
                    usual,
                    model.graph().layers().stream().map(Graph.Entry::layer).toList(),
                    model.compilation().optimizer(),
                    model.compilation().losses().getFirst(),
                    ClassWeights.of(training.classWeights(), from.labels(), targets));
        }
        Optimizer optimizer = Objects.requireNonNullElseGet(training.optimizer(), usual::optimizer);
        return of(
                settings,
                prepared,
                usual,
                chain(settings, prepared),
                training.schedule() == null ? optimizer : optimizer.withLearningRate(training.schedule()),
                Objects.requireNonNullElseGet(
                        training.loss(), () -> prepared.head().loss()),
                ClassWeights.of(training.classWeights(), prepared.schema(), targets));
    }

    private static Recipe of(
            Settings settings,
            Preparation prepared,
            Usual usual,
            List<Layer> layers,
            Optimizer optimizer,
            Loss loss,
            Map<Integer, Double> classWeights) {
        TrainingSpec training = settings.training();
        return new Recipe(
                prepared.schema(),
                parts(settings, prepared),
                target(settings, prepared),
                layers,
                optimizer,
                loss,
                Objects.requireNonNullElseGet(training.batch(), usual::batch),
                Objects.requireNonNullElseGet(training.epochs(), usual::epochs),
                Objects.requireNonNullElseGet(training.patience(), usual::patience),
                training.validationFrequency(),
                classWeights,
                training.shuffle(),
                training.callbacks(),
                training.precision(),
                1,
                settings.seed());
    }

    /// This recipe for an ensemble, whose members are all alike.
    Recipe of(Blend blend) {
        Model member = blend.member();
        return new Recipe(
                schema,
                parts,
                target,
                member.graph().layers().stream()
                        .filter(entry -> !entry.isInput())
                        .map(Graph.Entry::layer)
                        .toList(),
                member.compilation().optimizer(),
                loss,
                GradientDescent.miniBatch(Ensemble.BATCH_SIZE),
                blend.epochs(),
                0,
                1,
                classWeights,
                true,
                callbacks,
                precision,
                blend.members(),
                seed);
    }

    private static List<String> parts(Settings settings, Preparation prepared) {
        return List.of(
                rows("training", prepared.data().train()),
                rows(
                        "validation " + settings.data().validation(),
                        prepared.data().validation()),
                rows("test " + settings.data().test(), prepared.data().test()),
                "left out " + prepared.data().dropped());
    }

    private static String rows(String part, @Nullable Dataset rows) {
        return part + ": " + (rows == null ? 0 : rows.rows());
    }

    private static String target(Settings settings, Preparation prepared) {
        DataSpec data = settings.data();
        return switch (prepared.transform()) {
            case null -> "as it is";
            case Logarithm logarithm -> "by their logarithm";
            case Ranks ranks -> "by their rank";
            case Counts counts -> "as counts";
            case Binning bins -> data.bins() + (data.quantileBins() ? " quantile bins" : " bins");
            default -> "standardized";
        };
    }

    /// The layers between the scaling of the inputs and the last one.
    static List<Layer> hidden(Settings settings, Preparation prepared) {
        NetworkSpec network = settings.network();
        require(
                network.head() || network.layers() != null,
                "without a head, the layers must be given, the last one among them");
        return Objects.requireNonNullElseGet(
                network.layers(), () -> usual(prepared).layers());
    }

    private static List<Layer> chain(Settings settings, Preparation prepared) {
        List<Layer> chain = new ArrayList<>();
        chain.addAll(scaling(prepared));
        chain.addAll(hidden(settings, prepared));
        if (settings.network().head()) {
            chain.add(prepared.head().layer());
        }
        Initializer first = settings.network().initializer();
        if (first != null) {
            chain.replaceAll(layer -> initialized(layer, first));
        }
        return chain;
    }

    /// The first layers, which bring the inputs to a common size.
    private static List<Layer> scaling(Preparation prepared) {
        Schema schema = prepared.schema();
        if (prepared.isImages()) {
            return List.of(new Flatten(), new Rescaling(1 / 255.0));
        }
        return switch (prepared.scaling()) {
            case NONE -> List.of();
            case ALL ->
                List.of(new Normalization(null, null, null, false)
                        .adapt(prepared.data().train().input()));
            case EACH -> List.of(new Normalization(-1, doubles(schema.means()), doubles(schema.variances()), false));
        };
    }

    private static Layer initialized(Layer layer, Initializer first) {
        return switch (layer) {
            case Dense dense -> dense.kernelInitializer(first);
            case WeightNormalization normalized ->
                Config.with(normalized, Map.of("layer", normalized.layer().kernelInitializer(first)));
            default -> layer;
        };
    }

    private static List<Double> doubles(float[] values) {
        List<Double> list = new ArrayList<>();
        for (float value : values) {
            list.add((double) value);
        }
        return list;
    }
}
