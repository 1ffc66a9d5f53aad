package gradus.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Compares two builds of the library in one run: each is loaded by a class loader of its own, and they work by turns,
/// so that both meet the same machine. Measured is processor time, of which other programs take little. Printed is the
/// median of the ratios, with an interval of 95% around it, which the ratios need no distribution for.
///
/// ```
/// java … gradus.benchmarks.SideBySide OLD_CLASS_PATH NEW_CLASS_PATH [rounds [part of a work's name]]
/// ```
public final class SideBySide {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 60;
    /// Nanoseconds that a measurement takes at least.
    private static final long SLICE = 200_000_000;

    private SideBySide() {}

    /// @param arguments two class paths with the library, its formats of files and what they need; how many rounds;
    ///     part of the name of the only work to do
    /// @throws ReflectiveOperationException if a build lacks what the work needs
    /// @throws IOException if a class path cannot be read
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Build before = new Build(arguments[0]);
        Build after = new Build(arguments[1]);
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        System.out.printf(
                "%-50s %12s %12s %8s %18s %8s%n", "", "before, ms", "after, ms", "median", "interval", "least");
        for (String name : before.work.keySet()) {
            if (arguments.length > 3 && !name.contains(arguments[3])) {
                continue;
            }
            int repeats = repeats(before, name);
            repeats(after, name);
            double[] olds = new double[rounds];
            double[] news = new double[rounds];
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                // By turns who is first: what one leaves in the caches, the other finds.
                if (round % 2 == 0) {
                    olds[round] = before.milliseconds(name, repeats);
                    news[round] = after.milliseconds(name, repeats);
                } else {
                    news[round] = after.milliseconds(name, repeats);
                    olds[round] = before.milliseconds(name, repeats);
                }
                ratios[round] = news[round] / olds[round];
            }
            for (double[] numbers : List.of(olds, news, ratios)) {
                Arrays.sort(numbers);
            }
            // How far the median of a sample is from that of all, in ranks: the binomial distribution, as a normal one.
            int ranks = (int) Math.ceil(0.98 * Math.sqrt(rounds));
            System.out.printf(
                    Locale.ROOT,
                    "%-50s %12.3f %12.3f %+7.2f%% %+7.2f%% to %+5.2f%% %+7.2f%%%n",
                    name,
                    olds[rounds / 2],
                    news[rounds / 2],
                    100 * (ratios[rounds / 2] - 1),
                    100 * (ratios[Math.max(0, rounds / 2 - ranks)] - 1),
                    100 * (ratios[Math.min(rounds - 1, rounds / 2 + ranks)] - 1),
                    100 * (news[0] / olds[0] - 1));
        }
    }

    /// How often a work is done in a measurement, found while the compiler warms up.
    private static int repeats(Build build, String name) {
        int repeats = 1;
        double least = 0;
        for (int round = 0; round < 12; round++) {
            double milliseconds = build.milliseconds(name, repeats);
            least = round == 0 ? milliseconds : Math.min(least, milliseconds);
            repeats = Math.max(1, (int) (SLICE / 1e6 / Math.max(1e-3, least)));
        }
        return repeats;
    }

    /// A build, and its work.
    private static final class Build {
        private final ClassLoader loader;
        private final Map<String, Runnable> work;

        @SuppressWarnings("unchecked") // the class is the same source in both builds
        Build(String path) throws ReflectiveOperationException, IOException {
            List<URL> places = new ArrayList<>(urls(path));
            places.add(SideBySide.class.getProtectionDomain().getCodeSource().getLocation());
            loader = new URLClassLoader(places.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
            work = (Map<String, Runnable>) inside(() -> loader.loadClass(ComparedWork.class.getName())
                    .getMethod("all")
                    .invoke(null));
        }

        private static List<URL> urls(String path) throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String part : path.split(File.pathSeparator)) {
                urls.add(Path.of(part).toUri().toURL());
            }
            return urls;
        }

        private interface Call {
            Object call() throws ReflectiveOperationException;
        }

        private Object inside(Call call) throws ReflectiveOperationException {
            Thread thread = Thread.currentThread();
            ClassLoader outside = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return call.call();
            } finally {
                thread.setContextClassLoader(outside);
            }
        }

        /// Milliseconds of processor time that a work takes once.
        double milliseconds(String name, int repeats) {
            Runnable one = work.get(name);
            if (one == null) {
                throw new IllegalArgumentException("one build has no work named " + name);
            }
            Thread.currentThread().setContextClassLoader(loader);
            long begin = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < repeats; i++) {
                one.run();
            }
            return (THREADS.getCurrentThreadCpuTime() - begin) / 1e6 / repeats;
        }
    }
}
