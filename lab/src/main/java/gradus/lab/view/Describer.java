package gradus.lab.view;

import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.data.datasets.Datasets;
import gradus.lab.messages.LabSettings;
import gradus.lab.messages.Messages.Description;
import gradus.lab.messages.Messages.InputView;
import gradus.lab.run.Run;
import gradus.lab.run.Work;
import gradus.layers.Layer;
import gradus.layers.Normalization;
import gradus.problems.Standardization;
import gradus.problems.Task;
import gradus.registry.Config;
import gradus.schedules.Schedule;
import gradus.training.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says what a run is, for the page.
final class Describer {
    /// Points that are shown, at most.
    private static final int POINTS = 1000;

    private static final int INPUTS = 64;
    private static final int RATES = 80;
    /// Images from which the range of pixels is known.
    private static final int IMAGES = 500;

    private Describer() {}

    static Description describe(Run run, Probe probe) {
        Work work = run.work();
        Task task = run.experiment().task();
        Dataset watched = work.watched();
        Standardization units =
                run.experiment().targetTransform() instanceof Standardization standardization ? standardization : null;
        double[] ink = ink(run);
        return new Description(
                run.id(),
                run.revision(),
                run.settings(),
                run.changes(),
                run.name(),
                task.name(),
                task.row(),
                run.experiment().data().schema().featureNames().stream()
                        .limit(INPUTS)
                        .toList(),
                run.experiment().data().schema().target().labels(),
                probe.views(),
                run.names(),
                probe.planar() ? points(run, probe, work.train()) : List.of(),
                probe.planar() && watched != null ? points(run, probe, watched) : List.of(),
                probe.range(),
                units == null ? List.of() : List.of(units.mean(), units.deviation()),
                work.train().rows(),
                watched == null ? 0 : watched.rows(),
                run.model().parameterCount(),
                work.stepsPerEpoch(),
                run.experiment().data().warnings().stream()
                        .map(warning -> warning.text(option -> ""))
                        .toList(),
                inputs(run),
                schedule(run),
                rates(run),
                imageSide(run),
                ink[0],
                ink[1]);
    }

    /// The largest value of a pixel, and the mean as a share of it, among the first rows; zeros where there are no
    /// images.
    private static double[] ink(Run run) {
        if (imageSide(run) == 0) {
            return new double[2];
        }
        Rows input = run.train().input();
        float[] pixels = new float[input.width()];
        int rows = Math.min(IMAGES, run.train().rows());
        double most = 1e-9;
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            input.copy(row, pixels, 0);
            for (float pixel : pixels) {
                most = Math.max(most, pixel);
                sum += pixel;
            }
        }
        return new double[] {most, sum / rows / pixels.length / most};
    }

    private static List<float[]> points(Run run, Probe probe, Dataset rows) {
        List<float[]> points = new ArrayList<>();
        Rows targets = rows.target();
        for (int row = 0; row < Math.min(POINTS, rows.rows()); row++) {
            float[] point = new float[2 + targets.width()];
            rows.input().copy(row, point, 0);
            targets.copy(row, point, 2);
            if (run.experiment().task() == Task.REGRESSION) {
                point[2] = probe.relative(point[2]);
            }
            points.add(point);
        }
        return points;
    }

    private static List<InputView> inputs(Run run) {
        List<Double> means = List.of();
        List<Double> variances = List.of();
        for (Graph.Entry entry : run.model().graph().layers()) {
            Layer layer = entry.layer();
            if (layer instanceof Normalization normalization
                    && normalization.mean() != null
                    && normalization.variance() != null) {
                means = normalization.mean();
                variances = normalization.variance();
            }
        }
        List<InputView> inputs = new ArrayList<>();
        List<String> names = run.experiment().data().schema().featureNames();
        int width = Math.min(INPUTS, run.train().input().width());
        for (int i = 0; i < width; i++) {
            int at = means.size() == 1 ? 0 : i;
            String name = i < names.size() ? names.get(i) : "pixel " + (i + 1);
            inputs.add(
                    at < means.size()
                            ? new InputView(name, means.get(at), Math.sqrt(variances.get(at)))
                            : new InputView(name, null, null));
        }
        return inputs;
    }

    private static Map<String, Object> schedule(Run run) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Schedule schedule = run.updater().optimizer().learningRate();
        if (schedule instanceof Record record && !run.settings().schedule().equals("constant")) {
            Config.of(record).forEach((name, value) -> arguments.put(name, value == null ? "none" : value));
            arguments.keySet().removeIf(name -> name.endsWith("learning_rate") && !name.startsWith("end"));
        }
        return arguments;
    }

    private static List<Double> rates(Run run) {
        Schedule schedule = run.updater().optimizer().learningRate();
        LabSettings settings = run.settings();
        double steps = (double) settings.epochs() * run.work().stepsPerEpoch();
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < RATES; i++) {
            rates.add(schedule.at((long) (steps * i / (RATES - 1))));
        }
        return rates;
    }

    /// Pixels of a side, if what comes in is an image.
    static int imageSide(Run run) {
        LabSettings.DataChoice data = run.settings().data();
        boolean image = data.kind().equals("bundled")
                && (data.name().equals("digits") || data.name().equals(Datasets.FASHION_MNIST));
        return image ? (int) Math.round(Math.sqrt(run.train().input().width())) : 0;
    }

    /// What a class is called, or what a value is in the units of the data.
    static String answer(Run run, double value) {
        List<@Nullable String> labels =
                new ArrayList<>(run.experiment().data().schema().target().labels());
        if (run.classifies()) {
            int index = (int) Math.round(value);
            String label = index < labels.size() ? labels.get(index) : null;
            return label == null ? Integer.toString(index) : label;
        }
        Standardization units =
                run.experiment().targetTransform() instanceof Standardization standardization ? standardization : null;
        double plain = units == null ? value : units.mean() + value * units.deviation();
        // What is nothing beside the spread of the targets is 0 to people.
        boolean nothing = Math.abs(plain) < 1e-5 * (units == null ? 1 : units.deviation());
        return nothing ? "0" : String.format(java.util.Locale.ROOT, "%.4g", plain);
    }
}
