package gradus.lab.diagnosis;

import gradus.lab.run.Uploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How often the diagnosis is right, over at least 1,000 runs of which the truth is known. No test by its name, so that
/// it runs when it is asked for; it writes the table of `docs/diagnosis.md`.
final class Calibration {
    private static final int SEEDS = Integer.getInteger("gradus.seeds", 16);
    /// Thresholds were chosen on the seeds below.
    private static final int FIRST = 1000;

    private static final Path PAGE = Path.of("../docs/diagnosis.md");

    @Test
    void rates_arePublished() throws IOException {
        Rates rates = new Rates();
        for (int seed = 0; seed < SEEDS; seed++) {
            rates.add(FIRST + seed);
            System.out.println(rates.table());
        }
        rates.wrong.forEach((what, count) -> System.out.println(count + " x " + what));
        String page = Files.readString(PAGE);
        String begin = "<!-- rates -->\n";
        String end = "<!-- end of rates -->";
        Files.writeString(
                PAGE,
                page.substring(0, page.indexOf(begin) + begin.length())
                        + rates.table()
                        + page.substring(page.indexOf(end)));
    }

    /// Counts what was said.
    static final class Rates {
        /// By trouble: runs, named, named first.
        final Map<String, int[]> troubles = new LinkedHashMap<>();
        /// What was said wrongly, and how often.
        final Map<String, Integer> wrong = new TreeMap<>();

        int healthy;
        int alarmed;

        void add(int seed) {
            try (Uploads uploads = new Uploads()) {
                for (Truth truth : Truth.of(seed, uploads)) {
                    add(truth, truth.ask(uploads));
                }
            }
        }

        private void add(Truth truth, Truth.Said said) {
            if (truth.trouble().isEmpty()) {
                healthy++;
                alarmed += said.alarmed() ? 1 : 0;
            } else {
                int[] counts = troubles.computeIfAbsent(truth.trouble(), key -> new int[3]);
                counts[0]++;
                counts[1] += said.named() ? 1 : 0;
                counts[2] += said.first() ? 1 : 0;
            }
            if (truth.trouble().isEmpty() ? said.alarmed() : !said.first()) {
                wrong.merge(
                        (truth.trouble().isEmpty() ? "healthy" : truth.trouble()) + " → " + said.rules() + " "
                                + truth.settings().data().name() + " "
                                + truth.settings().layers(),
                        1,
                        Integer::sum);
            }
        }

        int faulty() {
            return troubles.values().stream().mapToInt(counts -> counts[0]).sum();
        }

        int missed() {
            return troubles.values().stream()
                    .mapToInt(counts -> counts[0] - counts[1])
                    .sum();
        }

        String table() {
            List<String> lines = new ArrayList<>();
            lines.add("| truth | runs | named | named first |");
            lines.add("|---|---|---|---|");
            troubles.forEach((trouble, counts) -> lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f%% | %.1f%% |",
                    trouble,
                    counts[0],
                    100.0 * counts[1] / counts[0],
                    100.0 * counts[2] / counts[0])));
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "%d runs. Of %d healthy ones, %d (%.1f%%) got a false alarm. Of %d with one trouble, %d (%.1f%%)"
                            + " were missed.",
                    healthy + faulty(),
                    healthy,
                    alarmed,
                    100.0 * alarmed / healthy,
                    faulty(),
                    missed(),
                    100.0 * missed() / faulty()));
            return String.join("\n", lines) + "\n";
        }
    }
}
