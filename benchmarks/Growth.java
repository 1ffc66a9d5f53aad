import static gradus.activations.Activations.RELU;
import static gradus.activations.Activations.SOFTMAX;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.Rows;
import gradus.layers.Layer;
import gradus.losses.SparseCategoricalCrossentropy;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// How time and memory of a training grow with each of its sizes, from small to large, the others held. The work of a training
/// is its multiply-adds; the slope between the two largest sizes is the power of the size that time and work grow with there:
/// `Growth [SIZE]`. Prints a Markdown table.
final class Growth {
    /// The sizes of a training.
    private record Sizes(int rows, int columns, int width, int depth, int batch, int classes, int epochs) {
        static final Sizes BASE = new Sizes(8_192, 64, 128, 2, 128, 4, 1);

        List<Layer> layers() {
            List<Layer> layers = new ArrayList<>(List.of(input(columns)));
            for (int layer = 0; layer < depth; layer++) {
                layers.add(dense(width, RELU));
            }
            layers.add(dense(classes, SOFTMAX));
            return layers;
        }

        /// Multiply-adds of a product of each layer; a step has three, and none for the gradient of the inputs.
        double work() {
            double kernels = 3.0 * ((depth - 1.0) * width * width + (double) width * classes) + 2.0 * columns * width;
            return kernels * rows * epochs;
        }
    }

    private record Dimension(String name, int from, int to, BiFunction<Sizes, Integer, Sizes> with) {}

    private static final List<Dimension> DIMENSIONS = List.of(
            new Dimension("rows", 1 << 10, 1 << 18, (s, n) ->
                    new Sizes(n, s.columns, s.width, s.depth, s.batch, s.classes, s.epochs)),
            new Dimension("columns", 1 << 2, 1 << 12, (s, n) ->
                    new Sizes(s.rows, n, s.width, s.depth, s.batch, s.classes, s.epochs)),
            new Dimension("width", 1 << 3, 1 << 11, (s, n) ->
                    new Sizes(s.rows, s.columns, n, s.depth, s.batch, s.classes, s.epochs)),
            new Dimension("depth", 2, 1 << 5, (s, n) ->
                    new Sizes(s.rows, s.columns, s.width, n, s.batch, s.classes, s.epochs)),
            new Dimension("batch", 2, 1 << 13, (s, n) ->
                    new Sizes(s.rows, s.columns, s.width, s.depth, n, s.classes, s.epochs)),
            new Dimension("classes", 1 << 1, 1 << 11, (s, n) ->
                    new Sizes(s.rows, s.columns, s.width, s.depth, s.batch, n, s.epochs)),
            new Dimension("epochs", 1, 1 << 6, (s, n) ->
                    new Sizes(s.rows, s.columns, s.width, s.depth, s.batch, s.classes, n)));

    private Growth() {}

    /// Bytes in use before the first training that counts.
    private static long empty;

    public static void main(String[] arguments) {
        train(Sizes.BASE);
        train(new Sizes(1, 1, 1, 1, 1, 2, 1)); // the team's threads may hold the last one
        empty = used();
        System.out.println("| size | from, to | seconds | slope of time, of work | MB | slope of memory |");
        System.out.println("|---|---|---|---|---|---|");
        for (Dimension dimension : DIMENSIONS) {
            if (arguments.length == 0 || dimension.name.equals(arguments[0])) {
                measure(dimension);
            }
        }
    }

    private static void measure(Dimension dimension) {
        List<String> seconds = new ArrayList<>();
        List<String> megabytes = new ArrayList<>();
        double[] last = new double[3];
        double[] before = new double[3];
        for (int size = dimension.from; size <= dimension.to; size *= 4) {
            Sizes sizes = dimension.with.apply(Sizes.BASE, size);
            double[] trained = train(sizes);
            double[] again = train(sizes);
            before = last;
            last = new double[] {Math.min(trained[0], again[0]), sizes.work(), again[1]};
            seconds.add(String.format(Locale.ROOT, "%.3f", last[0]));
            megabytes.add(String.format(Locale.ROOT, "%.1f", last[2] / 1e6));
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d, %,d | %s | %.2f, %.2f | %s | %.2f |%n",
                dimension.name,
                dimension.from,
                dimension.to,
                String.join(" ", seconds),
                slope(before[0], last[0]),
                slope(before[1], last[1]),
                String.join(" ", megabytes),
                slope(before[2], last[2]));
    }

    private static double slope(double small, double large) {
        return Math.log(large / small) / Math.log(4);
    }

    /// Seconds of a training, and bytes that it and its data hold when it has ended.
    private static double[] train(Sizes sizes) {
        float[] values = new float[Math.multiplyExact(sizes.rows, sizes.columns)];
        RandomStream random = RandomStream.of(1);
        RandomStream.uniforms(random.derive("inputs").key(), values, 0, values.length);
        RandomStream labels = random.derive("labels");
        float[] targets = new float[sizes.rows];
        for (int row = 0; row < sizes.rows; row++) {
            targets[row] = labels.nextInt(sizes.classes);
        }
        Dataset data = Dataset.of(Rows.wrap(values, sizes.columns), Rows.wrap(targets, 1));
        Model model = Sequential.of("growth", sizes.layers()).seed(1);
        model.compile(new Adam(), new SparseCategoricalCrossentropy());
        long start = System.nanoTime();
        model.fit(data, Fit.epochs(sizes.epochs).batchSize(sizes.batch));
        double seconds = (System.nanoTime() - start) * 1e-9;
        double bytes = used() - empty;
        if (model.parameterCount() + data.input().width() == 0) {
            throw new AssertionError("kept alive until here");
        }
        return new double[] {seconds, bytes};
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
