package gradus.cli;

import gradus.data.tables.CsvOptions;
import gradus.experiment.Scaling;
import gradus.experiment.Settings;
import gradus.math.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What decides a run, and how its data is read: what `train`, `compare` and `tune` share.
final class SettingsArguments {
    @ArgGroup(exclusive = false, validate = false, heading = "%nThe table%n")
    private SchemaArguments schema = new SchemaArguments();

    @Option(
            names = "--layers",
            paramLabel = "TEXT",
            description = "Hidden layers, as in \"dense(128,relu) batch_normalization dropout(0.3)\".")
    private @Nullable String layers;

    @Option(names = "--head", paramLabel = "auto|none", description = "none: --layers has the last layer too.")
    private String head = "auto";

    @Option(names = "--init", paramLabel = "TEXT", description = "First weights, as in he_normal.")
    private @Nullable String initializer;

    @Option(names = "--loss", paramLabel = "TEXT", description = "Default: by the task.")
    private @Nullable String loss;

    @Option(
            names = "--optimizer",
            paramLabel = "TEXT",
            description = "As in \"adam(learning_rate=0.001)\" (default: adam).")
    private @Nullable String optimizer;

    @Option(
            names = "--schedule",
            paramLabel = "TEXT",
            description = "Of the learning rate, as in \"cosine_decay(0.01,1000)\".")
    private @Nullable String schedule;

    @Option(names = "--batch", paramLabel = "N|all", description = "Rows an update; 1 is stochastic descent.")
    private @Nullable String batch;

    @Option(names = "--epochs", paramLabel = "N", description = "At most so many.")
    private @Nullable Integer epochs;

    @Option(
            names = "--validation",
            paramLabel = "SHARE|FILE",
            description = "Rows to watch while training (default: ${DEFAULT-VALUE}).")
    private String validation = "0.1";

    @Option(
            names = "--test",
            paramLabel = "SHARE|FILE",
            description = "Rows to judge by (default: ${DEFAULT-VALUE}, or the data set's own).")
    private String test = "0.2";

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without improvement before it ends; 0: never.")
    private @Nullable Integer patience;

    @Option(
            names = "--class-weight",
            paramLabel = "balanced|LABEL=W,…",
            description = "How much rows of a class count.")
    private @Nullable String classWeights;

    @Option(names = "--no-shuffle", description = "Every epoch in the order of the file.")
    private boolean noShuffle;

    @Option(names = "--bins", paramLabel = "N", description = "Learn a regression as N classes.")
    private int bins;

    @Option(names = "--quantile-bins", description = "Bins of equally many rows, not of equal width.")
    private boolean quantileBins;

    @Option(
            names = "--scaling",
            paramLabel = "each|all|none",
            description = "Standardize inputs column by column, all alike (pixels), or not (default: by the columns).")
    private @Nullable Scaling scaling;

    @Option(
            names = "--precision",
            paramLabel = "float32|mixed_bfloat16",
            description = "Of training (default: ${DEFAULT-VALUE}); the second needs AMX or AVX-512 BF16.")
    private String precision = Precision.FLOAT32.text();

    @Mixin
    private CsvArguments csv = new CsvArguments();

    CsvOptions csv() {
        return csv.options();
    }

    Settings settings(String data) {
        requireAtLeast(1, epochs, "--epochs");
        requireAtLeast(0, patience, "--patience");
        if (bins < 0 || bins == 1) {
            throw new IllegalArgumentException("--bins must be at least 2, got " + bins);
        }
        if (!head.equals("auto") && !head.equals("none")) {
            throw new IllegalArgumentException("--head must be auto or none, got \"" + head + "\"");
        }
        return new Settings(
                data,
                schema.targets(),
                schema.task(),
                schema.drop(),
                schema.missing(),
                layers,
                head.equals("auto"),
                initializer,
                loss,
                optimizer,
                schedule,
                batchRows(),
                epochs,
                validation,
                test,
                seed,
                patience,
                classWeights,
                !noShuffle,
                bins,
                quantileBins,
                scaling,
                Precision.named(precision));
    }

    private @Nullable Integer batchRows() {
        if (batch == null || batch.equals("all")) {
            return batch == null ? null : 0;
        }
        try {
            int rows = Integer.parseInt(batch);
            if (rows > 0) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("--batch must be a number of rows from 1, or all, got \"" + batch + "\"");
    }

    static void requireAtLeast(int least, @Nullable Integer value, String option) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(option + " must be at least " + least + ", got " + value);
        }
    }
}
