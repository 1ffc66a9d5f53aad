import static gradus.activations.Activations.RELU;
import static gradus.layers.Layers.dense;
import static gradus.layers.Layers.input;

import gradus.Fit;
import gradus.Model;
import gradus.Sequential;
import gradus.data.Dataset;
import gradus.data.datasets.Data;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.SchemaOptions;
import gradus.losses.MeanSquaredError;
import gradus.math.RandomStream;
import gradus.optimizers.Adam;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Trains from a table on disk and from the same table in memory by turns, an epoch each, and compares the processor time
/// of the two and the weights: `OnDisk FOLDER ROWS TURNS`. The first turn, in which code is compiled, does not count.
final class OnDisk {
    private static final int COLUMNS = 29;

    private OnDisk() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        System.setProperty("gradus.cache", folder.resolve("cache").toString());
        Path file = folder.resolve("table.csv");
        write(file, Integer.parseInt(arguments[1]));
        Dataset memory = rows(file, false);
        Dataset disk = rows(file, true);
        double[] ratios = new double[Integer.parseInt(arguments[2])];
        for (int turn = -1; turn < ratios.length; turn++) {
            Trained inMemory = train(memory);
            Trained onDisk = train(disk);
            if (!inMemory.weights().equals(onDisk.weights())) {
                throw new IllegalStateException("the weights differ");
            }
            double ratio = inMemory.seconds() / onDisk.seconds();
            System.out.printf(
                    Locale.ROOT,
                    "%sin memory %.2f s, on disk %.2f s of processor time: %.3f of the speed%n",
                    turn < 0 ? "(first) " : "",
                    inMemory.seconds(),
                    onDisk.seconds(),
                    ratio);
            if (turn >= 0) {
                ratios[turn] = ratio;
            }
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT, "median: %.3f of the speed in memory, with the same weights%n", ratios[ratios.length / 2]);
    }

    private record Trained(double seconds, String weights) {}

    private static Trained train(Dataset rows) {
        Model model = Sequential.of(input(COLUMNS), dense(64, RELU), dense(64, RELU), dense(1));
        model.compile(new Adam(), new MeanSquaredError());
        double before = processorSeconds();
        model.fit(rows, Fit.epochs(1).batchSize(128));
        return new Trained(processorSeconds() - before, model.weightsSha256());
    }

    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static Dataset rows(Path file, boolean onDisk) {
        return Data.open(file.toString(), new CsvOptions().onDisk(onDisk))
                .prepare(new SchemaOptions("y"), 0, 0, RandomStream.of(1))
                .train();
    }

    private static void write(Path file, int rows) throws IOException {
        Random random = new Random(1);
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < COLUMNS; i++) {
                out.append("x").append(Integer.toString(i)).append(',');
            }
            out.append("y\n");
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = 0; i < COLUMNS; i++) {
                    int millionth = random.nextInt(2_000_000) - 1_000_000;
                    out.append(Double.toString(millionth / 1e6)).append(',');
                    sum += Math.sin(millionth / 1e6 * i);
                }
                out.append(Double.toString(sum)).append('\n');
            }
        }
    }
}
