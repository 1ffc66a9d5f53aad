package gradus.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The command line and the clock of both peers.
final class Peer {
    private static final int WINDOWS = 5;

    private final String name;
    private final Library library;

    /// What is measured.
    @FunctionalInterface
    interface Library {
        Training start(Workload workload, int threads);
    }

    Peer(String name, Library library) {
        this.name = name;
        this.library = library;
    }

    /// `WORKLOAD|all [--threads N] [--seconds S]`: prints a line of JSON a workload, or says on standard error what is
    /// wrong and ends the program.
    void run(String... arguments) {
        List<Workload> workloads = List.of();
        int threads = 2;
        double seconds = 1;
        try {
            for (int index = 0; index < arguments.length; index++) {
                switch (arguments[index]) {
                    case "--threads" -> threads = (int) number(arguments, ++index);
                    case "--seconds" -> seconds = number(arguments, ++index);
                    default -> workloads = workloads(arguments[index]);
                }
            }
            if (workloads.isEmpty() || threads < 1 || !(seconds > 0)) {
                throw new IllegalArgumentException("usage: WORKLOAD|all [--threads N] [--seconds S]");
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println(name + ": " + wrong.getMessage());
            System.exit(2);
        }
        for (Workload workload : workloads) {
            try (Training training = library.start(workload, threads)) {
                measure(workload, training, threads, seconds);
            }
        }
        // Some of the libraries' threads would keep the program alive.
        System.exit(0);
    }

    private static double number(String[] arguments, int index) {
        String option = arguments[index - 1];
        String text = index < arguments.length ? arguments[index] : "nothing";
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(option + " must be a number, got " + text, wrong);
        }
    }

    private static List<Workload> workloads(String name) {
        if (name.equals("all")) {
            return Workload.ALL;
        }
        return List.of(Workload.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no workload \"" + name + "\"; there are "
                        + Workload.ALL.stream().map(Workload::name).collect(Collectors.joining(", ")) + ", and all")));
    }

    /// Three times as long as a window to warm up, then the best and the median of five windows.
    private void measure(Workload workload, Training training, int threads, double seconds) {
        speed(training, 3 * seconds);
        double[] speeds = new double[WINDOWS];
        for (int window = 0; window < WINDOWS; window++) {
            speeds[window] = speed(training, seconds);
        }
        Arrays.sort(speeds);
        double best = speeds[WINDOWS - 1];
        System.out.printf(
                Locale.ROOT,
                "{\"workload\": \"%s\", \"steps_per_second\": %.1f, \"median_steps_per_second\": %.1f,"
                        + " \"rows_per_second\": %.0f, \"kernels\": \"%s\", \"threads\": %d,"
                        + " \"precision\": \"float32\"}%n",
                workload.name(),
                best,
                speeds[WINDOWS / 2],
                best * workload.batchSize(),
                name,
                threads);
    }

    /// Steps per second.
    private static double speed(Training training, double seconds) {
        long start = System.nanoTime();
        long steps = 0;
        double passed;
        do {
            double loss = training.step();
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException("the loss must be finite, got " + loss + " after " + steps + " steps");
            }
            steps++;
            passed = (System.nanoTime() - start) * 1e-9;
        } while (passed < seconds);
        return steps / passed;
    }
}
