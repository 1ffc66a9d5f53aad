package gradus.lab.view;

import static gradus.internal.Require.require;

import gradus.Model;
import gradus.data.Dataset;
import gradus.kernels.Workers;
import gradus.lab.messages.Messages.BatchStatistics;
import gradus.lab.messages.Messages.Histogram;
import gradus.lab.messages.Messages.LayerPicture;
import gradus.lab.messages.Messages.LayerSample;
import gradus.lab.messages.Messages.LayerView;
import gradus.lab.messages.Messages.Mistakes;
import gradus.lab.messages.Messages.Picture;
import gradus.lab.messages.Messages.WeightChange;
import gradus.lab.messages.RowMessages.Row;
import gradus.lab.messages.RowMessages.RowView;
import gradus.lab.run.Run;
import gradus.problems.Task;
import gradus.training.Graph;
import gradus.training.Network;
import gradus.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at a network: what it says on a grid of the plane and on some rows, and what its weights are. It reads the
/// live weights between two steps, or, as a [copy][#copy], those of any moment while training goes on; through
/// networks of its own, and it changes nothing.
final class Probe {
    private static final int SHOWN = 64;
    private static final int ROWS = 256;
    private static final int BINS = 24;
    private static final int MANY = 256;
    private static final int LARGEST = 1_000_000;

    private final Model model;
    private final Graph graph;
    private final Parameters parameters;
    private final Dataset train;
    private final int imageSide;
    private final List<Column> columns;
    private final Scale scale;
    private final Network rows;
    private final int rowCount;
    private final Answers answers;
    private final @Nullable Plane plane;
    private @Nullable Step step;

    /// Of the live weights.
    Probe(Run run) {
        this(run, run.model().graph(), run.model().parameters(), Column.of(run), Workers.shared());
    }

    /// Of the weights of kept moments, on the thread that looks and no other.
    static Probe copy(Run run, Film.Moment moment) {
        return new Probe(run, moment.graph(), new Parameters(moment.graph()), moment.columns(), Workers.of(1));
    }

    private Probe(Run run, Graph graph, Parameters parameters, List<Column> columns, Workers workers) {
        this.graph = graph;
        this.parameters = parameters;
        this.columns = columns;
        model = run.model();
        train = run.train();
        imageSide = Describer.imageSide(run);
        Task task = run.experiment().task();
        Dataset watched = run.work().watched();
        Dataset judged = watched == null ? train : watched;
        scale = Scale.of(train.target());
        rowCount = Math.min(ROWS, train.rows());
        rows = Network.forInference(graph, parameters, ROWS, workers);
        answers = new Answers(task, judged, rows, columns.getLast().units());
        plane = train.input().width() == 2 ? new Plane(graph, parameters, workers, task, scale, train, judged) : null;
    }

    /// Whether it looks at this model, and not at one of before that had the same weights.
    boolean looksAt(Model shown) {
        return shown == model;
    }

    boolean planar() {
        return plane != null;
    }

    List<Double> range() {
        return plane == null ? List.of() : plane.range();
    }

    /// A target in deviations from the mean.
    float relative(float target) {
        return scale.relative(target);
    }

    /// Whether a copy can show a moment.
    @SuppressWarnings("ReferenceEquality") // which graph it is, not what it looks like
    boolean shows(Film.Moment moment) {
        return graph == moment.graph();
    }

    /// Takes the weights of a moment, and what the step before it left, if that is known.
    void take(Film.Moment moment, @Nullable Step made) {
        System.arraycopy(moment.parameters(), 0, parameters.values(), 0, moment.parameters().length);
        step = made;
    }

    /// The moment that is looked at.
    Film.Moment moment(Run run) {
        return new Film.Moment(
                run.steps(), run.epochs(), run.batches(), parameters.values().clone(), graph, columns);
    }

    /// Remembers the last step.
    ///
    /// @param network that made it
    /// @param batch how many rows it had
    void stepped(float[] before, Network network, int batch) {
        step = Step.of(before, network, batch, columns);
    }

    /// What the last step left, or null.
    @Nullable
    Step step() {
        return step;
    }

    /// Gives a weight or a bias another value; returns what was changed, in words.
    String set(WeightChange change) {
        require(
                change.layer() >= 0 && change.layer() < columns.size(),
                "there is no column %s of weights",
                change.layer() + 1);
        Column column = columns.get(change.layer());
        require(
                Math.abs(change.value()) <= LARGEST,
                "a weight must be from -%s to %s, got %s",
                LARGEST,
                LARGEST,
                change.value());
        return column.set(parameters.values(), change.input(), change.unit(), (float) change.value());
    }

    /// What the network makes of a row, as it is now.
    RowView row(Run run, long at, Row row) {
        return new RowPass(graph, parameters, columns, rows).of(run, at, row);
    }

    Mistakes mistakes(Run run) {
        return answers.mistakes(run);
    }

    List<LayerView> views() {
        List<LayerView> views = new ArrayList<>();
        views.add(new LayerView("inputs", train.input().width(), 0, ""));
        for (Column column : columns) {
            views.add(column.view(parameters));
        }
        return views;
    }

    /// What happens in the layers now, without what is dear to compute.
    List<LayerSample> sample() {
        look();
        return columns.stream().map(this::sample).toList();
    }

    /// Runs some rows forward, for what units answer.
    private void look() {
        for (int row = 0; row < rowCount; row++) {
            train.input().copy(row, rows.input(0), row * train.input().width());
        }
        rows.forward(rowCount, false, 0);
    }

    /// What it looks like now.
    Picture picture() {
        look();
        if (plane != null) {
            plane.look();
        }
        List<LayerPicture> layers = new ArrayList<>();
        for (Column column : columns) {
            layers.add(layer(column));
        }
        return new Picture(
                layers,
                plane == null ? "" : plane.surface(columns.getLast().units()),
                plane == null ? 0 : Plane.SIDE,
                answers.confusion(),
                answers.pairs());
    }

    private LayerPicture layer(Column column) {
        float[] values = parameters.values();
        Parameters.Slice bias = column.bias();
        int units = column.units();
        float[] all = column.weights(values);
        float[][] weights = new float[Math.min(SHOWN, column.inputs())][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Arrays.copyOfRange(all, i * units, i * units + Math.min(SHOWN, units));
            round(weights[i], weights.length * units);
        }
        float[] biases = bias == null
                ? new float[0]
                : Arrays.copyOfRange(values, bias.offset(), bias.offset() + Math.min(SHOWN, units));
        LayerSample seen = sample(column);
        return new LayerPicture(
                weights,
                biases,
                maps(column, all),
                seen.gradientNorm(),
                seen.updateRatio(),
                seen.dead(),
                seen.saturated(),
                UnitCheck.alike(values, column),
                seen.activations(),
                seen.kernel(),
                seen.gradients(),
                batchStatistics(column));
    }

    /// For data in the plane what each unit says there; for images what each unit of the first layer looks for.
    private List<String> maps(Column column, float[] weights) {
        if (plane != null) {
            return plane.neurons(column, SHOWN);
        }
        return imageSide > 0 && column.dense() == columns.getFirst().dense() && !column.isHead()
                ? ImageMaps.of(column, weights, imageSide, SHOWN)
                : List.of();
    }

    private LayerSample sample(Column column) {
        float[] values = parameters.values();
        float[] weights = column.weights(values);
        float[] outputs = rows.value(column.output());
        Parameters.Slice kernel = column.kernel();
        Double gradientNorm = null;
        Double updateRatio = null;
        Histogram gradientSpread = new Histogram(0, 0, new int[0]);
        Step made = step;
        if (made != null) {
            float[] known = made.gradients();
            float[] old = made.before();
            gradientNorm = rootMeanSquare(known, kernel.offset(), kernel.end());
            double moved = 0;
            double size = 0;
            for (int i = kernel.offset(); i < kernel.end(); i++) {
                double change = values[i] - old[i];
                moved += change * change;
                size += (double) old[i] * old[i];
            }
            updateRatio = Math.sqrt(moved) / Math.max(1e-12, Math.sqrt(size));
            gradientSpread = histogram(known, kernel.offset(), kernel.end());
        }
        return new LayerSample(
                histogram(outputs, 0, rowCount * column.units()),
                histogram(weights, 0, weights.length),
                gradientSpread,
                gradientNorm,
                updateRatio,
                UnitCheck.dead(column, outputs, rowCount),
                UnitCheck.saturated(column, outputs, rowCount));
    }

    /// Of many weights a page gets three digits, which are a third of the bytes.
    private static void round(float[] values, int count) {
        if (count <= MANY) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1e-9, Math.abs(values[i])))) - 2);
            values[i] = (float) (Math.rint(values[i] / unit) * unit);
        }
    }

    private @Nullable BatchStatistics batchStatistics(Column column) {
        Step made = step;
        int layer = column.batchNormalization();
        float[] sums = made == null ? null : made.sums().get(layer);
        if (made == null || sums == null) {
            return null;
        }
        int units = column.units();
        int shown = Math.min(SHOWN, units);
        float[] means = new float[shown];
        float[] variances = new float[shown];
        for (int unit = 0; unit < shown; unit++) {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < made.rows(); row++) {
                double value = sums[row * units + unit];
                sum += value;
                squares += value * value;
            }
            double mean = sum / made.rows();
            means[unit] = (float) mean;
            variances[unit] = (float) Math.max(0, squares / made.rows() - mean * mean);
        }
        return new BatchStatistics(
                means,
                running(layer, "moving_mean", shown),
                variances,
                running(layer, "moving_variance", shown),
                running(layer, "gamma", shown),
                running(layer, "beta", shown));
    }

    private float[] running(int layer, String name, int shown) {
        Parameters.Slice slice = Column.find(parameters, layer, name);
        return slice == null
                ? new float[0]
                : Arrays.copyOfRange(parameters.values(), slice.offset(), slice.offset() + shown);
    }

    private static double rootMeanSquare(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    private static Histogram histogram(float[] values, int from, int to) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        if (!(Float.isFinite(least) && Float.isFinite(most))) {
            return new Histogram(0, 0, new int[0]);
        }
        int[] counts = new int[BINS];
        double width = Math.max(most - least, 1e-12);
        for (int i = from; i < to; i++) {
            counts[(int) Math.min(BINS - 1, (values[i] - least) / width * BINS)]++;
        }
        return new Histogram(least, most, counts);
    }
}
