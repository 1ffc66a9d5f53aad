package gradus.lab.messages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of the main page, beside [LabSettings] and [StepMessages]. Records become JSON objects with the names
/// of their components. `GET /api/events` streams [Frame]s; everything else is a request and a response.
public final class Messages {
    private Messages() {}

    /// What a button asks for.
    ///
    /// @param action `play`, `pause`, `batch`, `epoch`, `restart`, `until`, `speed` or `rate`
    /// @param value steps per second for `speed`, 0 for as many as there can be, -1 for a run that can be watched; the
    ///     epoch for `until`; the rate for `rate`
    public record Command(String action, double value) {}

    /// Another value for a weight of the current run.
    ///
    /// @param layer the column, 0 for the first hidden layer
    /// @param input from where, or -1 for the bias
    /// @param unit to where
    public record WeightChange(int layer, int input, int unit, double value) {}

    /// Another name for a run.
    public record Rename(String name) {}

    /// An error message.
    public record Problem(String message) {}

    /// It was done.
    ///
    /// @param note what happened besides, in a sentence, or empty
    public record Done(String note) {}

    /// A run was built.
    ///
    /// @param note what happened besides, in a sentence, or empty
    public record Built(int run, String note) {}

    /// What one can choose from.
    ///
    /// @param around what every optimizer takes beside its own arguments
    /// @param uploads the uploaded tables
    public record Catalog(
            List<Choice> generators,
            List<Choice> datasets,
            List<Choice> activations,
            List<Choice> initializers,
            List<Choice> losses,
            List<Choice> optimizers,
            Choice around,
            List<Choice> schedules,
            List<Uploaded> uploads,
            LabSettings start,
            Limits limits) {}

    /// One of several.
    ///
    /// @param name by which it is chosen
    /// @param title the name for readers
    /// @param description a sentence, or empty
    /// @param details what follows the sentence, with code in backticks, or empty
    /// @param arguments its numbers and switches, with their defaults; `none` for a number that may be left out
    /// @param help a sentence for each argument
    public record Choice(
            String name,
            String title,
            String description,
            String details,
            Map<String, Object> arguments,
            Map<String, String> help) {
        /// Without details and help.
        public Choice(String name, String description, Map<String, Object> arguments) {
            this(name, name, description, "", arguments, Map.of());
        }
    }

    /// An uploaded table.
    ///
    /// @param id by which it is chosen
    /// @param name of the file
    /// @param columns in their order
    /// @param suggestion the column that looks most like a target
    /// @param preview the first rows
    public record Uploaded(
            String id, String name, int rows, List<Column> columns, String suggestion, List<List<String>> preview) {}

    /// A column of a table, and what was found in it.
    public record Column(String name, String found) {}

    /// What a run is, told once.
    ///
    /// @param task `REGRESSION`, `BINARY` or `MULTICLASS`
    /// @param problem the row of the table from problem to last layer and loss
    /// @param features the names of the inputs
    /// @param labels the names of the classes
    /// @param layers the columns of the diagram, inputs first, the head last
    /// @param names what is logged, without `val_`
    /// @param points for data in the plane: what is learned from
    /// @param watched for data in the plane: what is only watched
    /// @param range of the plane: x from, x to, y from, y to; empty for other data
    /// @param targets for a regression: mean and deviation by which targets were standardized
    /// @param warnings warnings about the data
    /// @param revision rises when settings are changed on the way
    /// @param changes what was changed on the way, oldest first
    /// @param inputs the columns that come in, of the first 64
    /// @param schedule the arguments of the schedule, given or not
    /// @param rates the learning rate from the first to the last step of the settings, at places of equal distance
    /// @param imageSide pixels of a side of an image, or 0
    /// @param imageMost the largest value of a pixel, or 0
    /// @param imageInk the mean value of a pixel, as a share of the largest, or 0
    public record Description(
            int run,
            int revision,
            LabSettings settings,
            List<Change> changes,
            String name,
            String task,
            String problem,
            List<String> features,
            List<String> labels,
            List<LayerView> layers,
            List<String> names,
            List<float[]> points,
            List<float[]> watched,
            List<Double> range,
            List<Double> targets,
            int trainRows,
            int validationRows,
            int parameters,
            int stepsPerEpoch,
            List<String> warnings,
            List<InputView> inputs,
            Map<String, Object> schedule,
            List<Double> rates,
            int imageSide,
            double imageMost,
            double imageInk) {}

    /// A column that comes in.
    ///
    /// @param mean that is taken off, or null if it is not standardized
    /// @param deviation by which it is divided, or null
    public record InputView(
            String name, @Nullable Double mean, @Nullable Double deviation) {}

    /// A column of the diagram.
    ///
    /// @param title what it is
    /// @param units how many neurons
    /// @param parameters how many numbers it learns
    /// @param formula how many, and why
    public record LayerView(String title, int units, int parameters, String formula) {}

    /// The newest state of a run. Curves come as what is new since the last frame of this stream.
    ///
    /// @param replace whether `curve` and `trace` replace what came before instead of adding to it
    /// @param stride points of the curve whose epoch is not a multiple of this are replaced by the next ones
    /// @param traceStride the same for the steps of the trace
    /// @param trace the losses of batches
    /// @param speed as in [Command]
    /// @param sha256 of the weights, or null while too many steps a second are made to tell
    public record Frame(
            int run,
            int revision,
            long version,
            RunState state,
            String message,
            int epoch,
            int batch,
            long steps,
            double stepsPerSecond,
            double rowsPerSecond,
            double learningRate,
            double speed,
            @Nullable String sha256,
            boolean replace,
            int stride,
            List<CurvePoint> curve,
            int traceStride,
            List<StepPoint> trace,
            @Nullable Picture picture,
            List<Verdict> verdicts,
            List<RunView> runs) {}

    /// What was logged at the end of an epoch.
    ///
    /// @param values in the order of [Description#names], first of the rows learned from, then of those watched
    public record CurvePoint(int epoch, List<@Nullable Double> values) {}

    /// The loss of a batch, before its step.
    ///
    /// @param step how many steps were made
    /// @param place among the epochs of a curve: 2.5 is the middle of the third
    public record StepPoint(
            int step, double place, @Nullable Double loss) {}

    /// The network at a moment of before.
    ///
    /// @param step after which the moment is
    /// @param place among the epochs of a curve
    public record Rewound(int run, long step, int epoch, double place, Picture picture) {}

    /// What a network looks like at a moment.
    ///
    /// @param surface for data in the plane: a byte a cell, rows from the top, base64
    /// @param surfaceSide cells a row
    /// @param confusion how often each class, by rows, was taken for each, by columns
    /// @param pairs for a regression: actual and predicted values
    public record Picture(
            List<LayerPicture> layers,
            String surface,
            int surfaceSide,
            List<List<Integer>> confusion,
            List<List<Float>> pairs) {}

    /// A layer at a moment.
    ///
    /// @param weights `[inputs][units]`, of the first 64 each
    /// @param biases of the first 64 units
    /// @param neurons for data in the plane: 20x20 bytes, or 10x10 of more than 16 units, for each of the first 64
    ///     units, base64; for images the weights of the first layer
    /// @param gradientNorm root of the mean squared gradient of the weights
    /// @param updateRatio how far a step moves the weights, to their size
    /// @param dead how many units answer 0 to every row
    /// @param saturated how many units stand at an end of their range for 95% of the rows
    /// @param alike whether all units have the same weights
    /// @param activations how the outputs spread
    /// @param normalization what batch normalization knows, or null
    public record LayerPicture(
            float[][] weights,
            float[] biases,
            List<String> neurons,
            @Nullable Double gradientNorm,
            @Nullable Double updateRatio,
            int dead,
            int saturated,
            boolean alike,
            Histogram activations,
            Histogram kernel,
            Histogram gradients,
            @Nullable BatchStatistics normalization) {}

    /// Of the sums of each of the first 64 units: what the last batch had, what is used for predictions, and how the
    /// normalized sums are scaled and shifted.
    ///
    /// @param gamma the scales, or empty
    /// @param beta the shifts, or empty
    public record BatchStatistics(
            float[] batchMean,
            float[] runningMean,
            float[] batchVariance,
            float[] runningVariance,
            float[] gamma,
            float[] beta) {}

    /// What a change of settings would do, on equal seeds.
    ///
    /// @param seeds how many
    /// @param before the mean loss with the present settings, or null if one diverged
    /// @param after the mean loss with the changed ones, or null if one diverged
    /// @param better with how many seeds the change has a lower loss
    public record Previewed(
            int seeds, @Nullable Double before, @Nullable Double after, int better) {}

    /// An activation and its slope.
    ///
    /// @param x where
    /// @param y what it answers
    /// @param slope how it changes there
    public record ActivationPlot(float[] x, float[] y, float[] slope) {}

    /// What happened in the layers so far, for a page that comes later.
    public record Timeline(int run, List<Sample> samples) {}

    /// The layers at a step.
    public record Sample(long step, List<LayerSample> layers) {}

    /// A layer at a step, as in [LayerPicture].
    public record LayerSample(
            Histogram activations,
            Histogram kernel,
            Histogram gradients,
            @Nullable Double gradientNorm,
            @Nullable Double updateRatio,
            int dead,
            int saturated) {}

    /// Rows that are answered wrong, or for a regression worst.
    ///
    /// @param wrong how many, of those that were looked at
    /// @param judged how many were looked at
    public record Mistakes(int run, int wrong, int judged, List<Mistake> rows) {}

    /// A row that is answered wrong.
    ///
    /// @param row its number among those that judge
    /// @param sure the probability of what was said, or how far off it is in deviations
    /// @param values what came in, of the first 16 columns; of an image all pixels
    public record Mistake(int row, String actual, String said, double sure, float[] values) {}

    /// How often values are where.
    public record Histogram(double from, double to, int[] counts) {}

    /// What was changed on the way, from where on.
    ///
    /// @param epoch how many were complete
    /// @param batch how many of the next epoch were learned from
    /// @param steps how many were made
    /// @param place among the epochs of a curve: 2.5 is the middle of the third
    /// @param what in words, such as `learning rate 0.01 → 0.001`
    public record Change(int epoch, int batch, long steps, double place, String what) {
        /// All of it in words.
        public String said() {
            return "epoch " + epoch + (batch > 0 ? ", batch " + batch : "") + ": " + what;
        }
    }

    /// How a verdict is shown. In messages its name is in lower case.
    public enum Tone {
        /// Training fails.
        BAD,
        /// It could be better.
        HINT,
        /// Training succeeded.
        GOOD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is wrong, or good to know, and what can be done.
    ///
    /// @param rule its name
    /// @param tone how it is shown
    /// @param title in some words
    /// @param evidence the numbers
    /// @param threshold the rule
    /// @param fix what the button says, or empty
    /// @param proof the chart that shows it: `loss`, `data`, `output`, `layer-2`, `layers-2-gradients` with the
    ///     number of a layer from 1, or a name of a setting after `set-`
    /// @param changes the settings that the button changes, by path such as `learningRate` or `layers.*.activation`
    public record Verdict(
            String rule,
            Tone tone,
            String title,
            String evidence,
            String threshold,
            String proof,
            String fix,
            Map<String, Object> changes) {}

    /// A run in the list.
    ///
    /// @param model whether its model is kept
    public record RunView(
            int id,
            String name,
            RunState state,
            int epoch,
            @Nullable Double loss,
            @Nullable Double watched,
            String metric,
            String sha256,
            boolean current,
            boolean model) {}

    /// A run of the list, to lay its curves over others, and to make it again.
    ///
    /// @param sha256 of the weights, or empty if its settings do not lead to them
    /// @param changes what was changed on the way, oldest first
    public record RunCurves(
            int id,
            String name,
            LabSettings settings,
            List<String> names,
            List<CurvePoint> curve,
            int epochs,
            String sha256,
            List<Change> changes) {}
}
