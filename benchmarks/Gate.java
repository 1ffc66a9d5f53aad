import gradus.experiment.workloads.TrainingClock;
import gradus.experiment.workloads.Workload;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.math.Precision;
import gradus.math.RangeTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Tells whether training has become slower: the steps a second of each workload by the speed of a yardstick, plain
/// loops on the same threads, measured beside it. This ratio is compared with the one in `gate.csv` for the same
/// kernels and number of threads; absolute times would say more about the machine than about Gradus. Each workload
/// has three turns with the yardstick; the best of each counts. A workload that seems slower has three more.
///
/// `Gate FILE` compares and ends with 1 if a workload is slower; `Gate FILE --write` adds ratios that the file lacks.
final class Gate {
    /// The part of the kept ratio that a workload must reach. Where a machine is shared, its memory too, runs
    /// differ by a fifth.
    private static final double ENOUGH = 0.75;

    /// Steps an epoch: windows are whole epochs, and an epoch of a wide network would be seconds.
    private static final int STEPS = 32;

    /// Seconds of the first turn and of the others.
    private static final double[] WARM_UP = {2, 0.2, 0.2};

    private static final double WINDOW = 0.15;

    private Gate() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        boolean write = arguments.length > 1 && arguments[1].equals("--write");
        int threads = Workers.shared().threads();
        String machine = Kernels.current().description().replace(',', ' ') + " x " + threads;
        Map<String, Double> kept = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] cells = line.split(",");
            kept.put(cells[0] + "," + cells[1], Double.valueOf(cells[2]));
        }
        List<String> slower = new ArrayList<>();
        System.out.printf("%s%n%-20s %10s %10s %8s%n", machine, "workload", "ratio", "kept", "");
        for (Workload workload : Workload.ALL) {
            String key = machine + "," + workload.name();
            Double before = kept.get(key);
            double ratio = ratio(workload, threads);
            if (before != null && ratio < ENOUGH * before) {
                ratio = Math.max(ratio, ratio(workload, threads));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %10.3f %10s %8s%n",
                    workload.name(),
                    ratio,
                    before == null ? "" : String.format(Locale.ROOT, "%.3f", before),
                    before == null ? "" : String.format(Locale.ROOT, "%.2f", ratio / before));
            if (before == null && write) {
                Files.writeString(file, String.format(Locale.ROOT, "%s,%.3f%n", key, ratio), StandardOpenOption.APPEND);
            } else if (before != null && ratio < ENOUGH * before) {
                slower.add(workload.name());
            }
        }
        if (!slower.isEmpty()) {
            System.out.println("slower than " + ENOUGH + " of what they were: " + String.join(", ", slower));
            System.exit(1);
        }
        if (!write && kept.keySet().stream().noneMatch(key -> key.startsWith(machine + ","))) {
            System.out.println(file + " has no ratios for this processor and number of threads; --write adds them");
            System.exit(1);
        }
    }

    /// Steps of a workload for each piece of the yardstick's work.
    private static double ratio(Workload workload, int threads) {
        Workload shorter = new Workload(
                workload.name(),
                workload.inputs(),
                workload.layers(),
                workload.loss(),
                workload.optimizer(),
                workload.classes(),
                Math.min(workload.rows(), STEPS * workload.batchSize()),
                workload.batchSize(),
                workload.members());
        double steps = 0;
        double pieces = 0;
        for (double warmUp : WARM_UP) {
            pieces = Math.max(pieces, yardstick(threads));
            steps = Math.max(
                    steps,
                    TrainingClock.measure(shorter, threads, Precision.FLOAT32, warmUp, WINDOW)
                            .stepsPerSecond());
        }
        return steps / pieces;
    }

    /// How often a second all threads together do a piece of work as a training step is made of: products of
    /// matrices that fit the cache, and a pass over weights that do not. In the best of ten windows.
    private static double yardstick(int threads) {
        int size = 128;
        float[][] a = new float[threads][size * size];
        float[][] b = new float[threads][size * size];
        float[][] c = new float[threads][size * size];
        float[][] weights = new float[threads][1 << 20];
        RangeTask work = (from, to) -> {
            for (int thread = from; thread < to; thread++) {
                for (int i = 0; i < 4; i++) {
                    multiply(a[thread], b[thread], c[thread], size);
                }
                for (int i = 0; i < weights[thread].length; i++) {
                    weights[thread][i] = 0.9f * weights[thread][i] + 0.1f;
                }
            }
        };
        double best = 0;
        for (int window = 0; window < 10; window++) {
            long start = System.nanoTime();
            int pieces = 0;
            double seconds = 0;
            while (seconds < 0.05) {
                Workers.shared().run(threads, 1, work);
                pieces++;
                seconds = (System.nanoTime() - start) * 1e-9;
            }
            best = Math.max(best, pieces / seconds);
        }
        return best;
    }

    private static void multiply(float[] a, float[] b, float[] c, int size) {
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                float factor = a[i * size + k];
                for (int j = 0; j < size; j++) {
                    c[i * size + j] += factor * b[k * size + j];
                }
            }
        }
    }
}
