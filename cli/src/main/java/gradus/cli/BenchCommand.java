package gradus.cli;

import gradus.experiment.Json;
import gradus.experiment.workloads.PredictionClock;
import gradus.experiment.workloads.PredictionSpeed;
import gradus.experiment.workloads.SeedsClock;
import gradus.experiment.workloads.TrainingClock;
import gradus.experiment.workloads.TrainingSpeed;
import gradus.experiment.workloads.Workload;
import gradus.kernels.Kernels;
import gradus.kernels.Workers;
import gradus.math.Precision;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gradus bench WORKLOAD|all|predict`.
@Command(
        name = "bench",
        description = "Measures the speed of training or prediction on random data.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Training: the best and the median of five windows, the whole loop timed:",
            "order, gathering, forward pass, loss, backward pass, update."
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "WORKLOAD",
            description = "fashion-128, fashion-32, fashion-bn-drop-128, wide-tanh-256, tabular-32, playground-10;"
                    + " all of them: all; networks for tables: realmlp-256, tabm-256; single rows and batches without"
                    + " training: predict.")
    private String what = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NETWORK",
            description =
                    "With predict: the workload whose network predicts, in a process of its own (default: all, one"
                            + " after the other).")
    private @Nullable String network;

    @Option(names = "--threads", paramLabel = "N", description = "Number of threads (default: one per processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Minimum length of a measurement; the warm-up takes three times as long (default: 1).")
    private double seconds = 1;

    @Option(
            names = "--precision",
            paramLabel = "float32|mixed_bfloat16",
            description = "Precision of training (default: ${DEFAULT-VALUE}).")
    private String precision = Precision.FLOAT32.text();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Train from N seeds side by side, as compare does, each on one thread (default: one training"
                    + " on all threads).")
    private @Nullable Integer seeds;

    @Option(names = "--json", description = "Print only one JSON object per workload.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (!(seconds > 0)) {
            throw new IllegalArgumentException("--seconds must be more than 0, got " + seconds);
        }
        if (seeds != null && seeds < 1) {
            throw new IllegalArgumentException("--seeds must be at least 1, got " + seeds);
        }
        Precision wanted = Precision.named(precision);
        if (seeds != null && (what.equals("predict") || wanted != Precision.FLOAT32)) {
            throw new IllegalArgumentException("--seeds trains in float32; leave out --precision and predict");
        }
        if (network != null && !what.equals("predict")) {
            throw new IllegalArgumentException("only predict takes the name of a network, got " + network);
        }
        Kernels.of(wanted);
        int team = threads == null ? Workers.shared().threads() : threads;
        if (what.equals("predict")) {
            if (wanted != Precision.FLOAT32) {
                throw new IllegalArgumentException("bench predict has no --precision: every model predicts in float32");
            }
            predict(out, team, workloads(network == null ? "all" : network));
        } else {
            train(out, team, wanted, workloads(what));
        }
        return 0;
    }

    private static List<Workload> workloads(String name) {
        if (name.equals("all")) {
            return Workload.ALL;
        }
        return List.of(Workload.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no workload \"" + name + "\"; there are "
                        + names(Workload.ALL) + ", " + names(Workload.TABLES) + ", all and predict")));
    }

    private static String names(List<Workload> workloads) {
        return workloads.stream().map(Workload::name).collect(Collectors.joining(", "));
    }

    private void train(PrintWriter out, int team, Precision wanted, List<Workload> workloads) {
        if (!json) {
            out.printf("%-20s %12s %12s %12s  %s%n", "workload", "steps/s", "median", "rows/s", "kernels, threads");
        }
        for (Workload workload : workloads) {
            TrainingSpeed speed = seeds == null
                    ? TrainingClock.measure(workload, team, wanted, 3 * seconds, seconds)
                    : SeedsClock.measure(workload, seeds, team, 3 * seconds, seconds);
            if (json) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("workload", speed.workload());
                line.put("steps_per_second", speed.stepsPerSecond());
                line.put("median_steps_per_second", speed.medianStepsPerSecond());
                line.put("rows_per_second", speed.rowsPerSecond());
                line.put("kernels", speed.kernels());
                line.put("threads", speed.threads());
                line.put("precision", wanted.text());
                out.println(Json.line(line));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-20s %,12.0f %,12.0f %,12.0f  %s, %s%n",
                        speed.workload(),
                        speed.stepsPerSecond(),
                        speed.medianStepsPerSecond(),
                        speed.rowsPerSecond(),
                        speed.kernels(),
                        speed.threads());
            }
            out.flush();
        }
    }

    private void predict(PrintWriter out, int team, List<Workload> networks) {
        if (!json) {
            out.printf(
                    "%-20s %9s %9s %14s %14s %14s  %s%n",
                    "workload", "p50 µs", "p99 µs", "rows/s at 1", "at 32", "at 1024", "kernels, threads");
        }
        for (Workload workload : networks) {
            PredictionSpeed speed = PredictionClock.measure(workload, team, seconds / 2);
            if (json) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("workload", speed.workload());
                line.put("p50_microseconds", speed.medianMicroseconds());
                line.put("p99_microseconds", speed.slowMicroseconds());
                line.put("rows_per_second_1", speed.rowsPerSecond1());
                line.put("rows_per_second_32", speed.rowsPerSecond32());
                line.put("rows_per_second_1024", speed.rowsPerSecond1024());
                line.put("kernels", speed.kernels());
                line.put("threads", speed.threads());
                line.put("precision", Precision.FLOAT32.text());
                out.println(Json.line(line));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-20s %,9.2f %,9.2f %,14.0f %,14.0f %,14.0f  %s, %s%n",
                        speed.workload(),
                        speed.medianMicroseconds(),
                        speed.slowMicroseconds(),
                        speed.rowsPerSecond1(),
                        speed.rowsPerSecond32(),
                        speed.rowsPerSecond1024(),
                        speed.kernels(),
                        speed.threads());
            }
            out.flush();
        }
    }
}
