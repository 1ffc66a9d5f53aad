package gradus.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Runs benchmarks, all or those that match the arguments of JMH, and then says what share of the limit of the cores
/// each product and training step reached.
public final class Main {
    private Main() {}

    /// The arguments are those of JMH.
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        CommandLineOptions given = new CommandLineOptions(arguments);
        ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
        if (!given.getIncludes().isEmpty()) {
            given.getIncludes().forEach(options::include);
            options.include(PeakBenchmark.class.getSimpleName());
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        double peak = 0;
        for (RunResult result : results) {
            if (isOf(result, PeakBenchmark.class)) {
                peak = PeakBenchmark.FLOPS / nanoseconds(result);
            }
        }
        System.out.printf(Locale.ROOT, "%nOne core multiplies and adds at %.1f GFLOP/s at most.%n", peak);
        System.out.printf("%-70s %10s %8s%n", "benchmark", "GFLOP/s", "share");
        for (RunResult result : results) {
            long multiplyAdds = multiplyAdds(result);
            if (multiplyAdds > 0) {
                double speed = 2.0 * multiplyAdds / nanoseconds(result);
                int threads = Integer.parseInt(result.getParams().getParam("threads"));
                int cores = Math.min(threads, Runtime.getRuntime().availableProcessors());
                System.out.printf(
                        Locale.ROOT,
                        "%-70s %10.1f %7.0f%%%n",
                        name(result.getParams()),
                        speed,
                        100 * speed / (peak * cores));
            }
        }
    }

    private static boolean isOf(RunResult result, Class<?> benchmarks) {
        return result.getParams().getBenchmark().startsWith(benchmarks.getName());
    }

    private static double nanoseconds(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static long multiplyAdds(RunResult result) {
        BenchmarkParams parameters = result.getParams();
        if (isOf(result, TrainingBenchmark.class)) {
            return TrainingBenchmark.multiplyAdds(parameters.getParam("workload"));
        }
        if (isOf(result, ProductBenchmark.class)) {
            long product = 1;
            for (String size : parameters.getParam("shape").split("x")) {
                product *= Integer.parseInt(size);
            }
            return product;
        }
        return 0;
    }

    private static String name(BenchmarkParams parameters) {
        StringBuilder name = new StringBuilder(parameters.getBenchmark().replaceFirst("gradus\\.benchmarks\\.", ""));
        for (String key : parameters.getParamsKeys()) {
            name.append(' ').append(parameters.getParam(key));
        }
        return name.toString();
    }
}
