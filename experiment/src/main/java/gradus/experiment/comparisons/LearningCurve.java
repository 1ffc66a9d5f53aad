package gradus.experiment.comparisons;

import gradus.experiment.statistics.ConfidenceInterval;
import gradus.experiment.statistics.Jackknife;
import gradus.experiment.statistics.OtherRows;
import gradus.experiment.statistics.PowerLaw;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How the error falls with a size that a comparison varies, as a fitted law, and what twice the largest size would
/// give. The error is the measure, or 1 less the measure where higher is better.
///
/// @param size what is varied: `rows` or `width`
/// @param error what is measured, as in `1 - accuracy`
/// @param sizes the levels, ascending
/// @param errors the mean of each over the seeds in which no run diverged
/// @param law fitted to them
/// @param gain what the error would fall by if the largest size were doubled, by the law
/// @param others the same for other rows like these, or null if all runs are judged by the same rows
public record LearningCurve(
        String size,
        String error,
        double[] sizes,
        List<ConfidenceInterval> errors,
        PowerLaw law,
        ConfidenceInterval gain,
        @Nullable OtherRows others) {
    /// Options that are sizes.
    private static final List<String> SIZES = List.of("rows", "width");
    /// A law of three numbers goes through any three points.
    private static final int FEWEST = 4;

    /// The curve of a comparison that varies a size and nothing else; null for others, and for fewer than four sizes
    /// or three seeds.
    ///
    /// @param ratio rows that judge a run for each that it can learn from; NaN if they are always the same
    static @Nullable LearningCurve of(List<Factor> factors, List<LevelResult> levels, Measure measure, double ratio) {
        String size = factors.getFirst().name();
        if (factors.size() > 1 || !SIZES.contains(size) || levels.size() < FEWEST) {
            return null;
        }
        List<LevelResult> ascending = levels.stream()
                .sorted((one, two) -> Double.compare(size(one), size(two)))
                .toList();
        double[] sizes = ascending.stream().mapToDouble(LearningCurve::size).toArray();
        int[] seeds = IntStream.range(0, levels.getFirst().values().length)
                .filter(seed -> levels.stream().allMatch(level -> Double.isFinite(level.values()[seed])))
                .toArray();
        if (seeds.length < 3) {
            return null;
        }
        double[][] errors = new double[sizes.length][seeds.length];
        for (int i = 0; i < sizes.length; i++) {
            for (int j = 0; j < seeds.length; j++) {
                double value = ascending.get(i).values()[seeds[j]];
                errors[i][j] = measure.up() ? 1 - value : value;
            }
        }
        double largest = sizes[sizes.length - 1];
        double[] gains = Jackknife.pseudoValues(seeds.length, some -> {
            PowerLaw law = law(sizes, errors, some);
            return law.at(largest) - law.at(2 * largest);
        });
        return new LearningCurve(
                size,
                (measure.up() ? "1 - " : "") + measure.name(),
                sizes,
                Arrays.stream(errors).map(ConfidenceInterval::of).toList(),
                law(sizes, errors, IntStream.range(0, seeds.length).toArray()),
                ConfidenceInterval.of(gains),
                ratio > 0 ? OtherRows.of(gains, ratio, Verdict.LEVEL) : null);
    }

    private static double size(LevelResult level) {
        return Double.parseDouble(level.level().choices().values().iterator().next());
    }

    private static PowerLaw law(double[] sizes, double[][] errors, int[] seeds) {
        double[] means = Arrays.stream(errors)
                .mapToDouble(of -> Arrays.stream(seeds)
                        .mapToDouble(seed -> of[seed])
                        .average()
                        .orElseThrow())
                .toArray();
        return PowerLaw.of(sizes, means);
    }

    /// {@return the largest size}
    public double largest() {
        return sizes[sizes.length - 1];
    }

    /// {@return whether twice the largest size would lower the error of these rows}
    public boolean real() {
        return gain.low() > 0;
    }

    /// {@return by what share of a measured error the law misses it at most}
    public double miss() {
        double most = 0;
        for (int i = 0; i < sizes.length; i++) {
            double error = errors.get(i).mean();
            most = error == 0 ? most : Math.max(most, Math.abs(law.at(sizes[i]) - error) / error);
        }
        return most;
    }

    /// {@return the law, as in `0.03 + 1.9 · rows^-0.8`}
    public String formula() {
        return NumberText.text(law.floor()) + " + " + NumberText.text(law.scale()) + " · " + size + "^-"
                + NumberText.text(law.exponent());
    }

    /// {@return what twice the largest size would give, in plain words}
    public String verdict() {
        String twice = NumberText.text(2 * largest());
        String law = size + "=" + twice + ", twice the most that was tried: by the law " + error + " = " + formula()
                + ", which misses the means of " + sizes.length + " sizes by at most " + Math.round(100 * miss())
                + "%, ";
        String fall = "fall from " + NumberText.text(this.law.at(largest())) + " to "
                + NumberText.text(this.law.at(2 * largest())) + ", by " + NumberText.text(gain);
        return law
                + (real()
                        ? "it would for these rows " + fall + "." + ofOthers()
                        : "undecided with " + gain.n() + " seeds: it would " + fall + ".");
    }

    private String ofOthers() {
        return others == null
                ? " Nothing is said of other rows: every run is judged by the same ones."
                : " For other rows like these " + (others.interval().low() > 0 ? "it is so too" : "it is undecided")
                        + ": 95%: " + NumberText.text(others.interval().low()) + " to "
                        + NumberText.text(others.interval().high()) + ".";
    }
}
