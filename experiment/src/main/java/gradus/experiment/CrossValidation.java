package gradus.experiment;

import static gradus.internal.Require.require;

import gradus.callbacks.Callback;
import gradus.data.Rows;
import gradus.data.datasets.Data;
import gradus.data.datasets.PreparedData;
import gradus.data.datasets.TableData;
import gradus.data.tables.CsvOptions;
import gradus.data.tables.Schema;
import gradus.data.tables.SchemaOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The score of a way of training, by parts of a table that are held out one after the other: each part is judged by a
/// network, or an ensemble, that was trained without it. Classes have equal shares in all parts, and the rows of a
/// group are in one part; by time, each part is judged by what was trained on the rows before it.
///
/// @param schema of the last part
/// @param parts the parts, in order
public record CrossValidation(Schema schema, List<Part> parts) {
    /// Copies the list.
    public CrossValidation {
        parts = List.copyOf(parts);
    }

    /// A part that was held out.
    ///
    /// @param scores how good the answers are
    /// @param lines where the rows begin in the file
    /// @param targets what is true
    /// @param answers to the rows, in the units of the data
    /// @param decision how labels follow from probabilities
    public record Part(Judgement scores, List<Integer> lines, Rows targets, Rows answers, Decision decision) {}

    /// The mean of a score over the parts, and how much it differs between them.
    ///
    /// @param mean the mean
    /// @param deviation the standard deviation between parts
    public record Score(double mean, double deviation) {}

    /// Trains and judges as often as there are parts.
    ///
    /// @param settings of each training
    /// @param csv how a CSV file is read
    /// @param count the number of parts, at least 2
    /// @param callbacks notified of every event of the trainings
    /// @param threads how many may work; it changes no bit
    /// @return the scores
    /// @throws IllegalArgumentException if the data is not a table, or has test rows of its own
    public static CrossValidation of(
            Settings settings, CsvOptions csv, int count, List<Callback> callbacks, int threads) {
        require(
                settings.data().test() instanceof HeldOut.Share,
                "folds are parts of the data, so there is no test file; leave it out");
        if (!(Data.open(settings.data().source(), csv) instanceof TableData table)) {
            throw new IllegalArgumentException("folds are parts of a table, and these are images");
        }
        List<Part> parts = new ArrayList<>();
        Schema schema = null;
        for (int number = 0; number < count; number++) {
            Experiment experiment = Experiment.of(settings, csv, table.fold(new SchemaOptions.Fold(number, count)));
            Outcome outcome = experiment.run(callbacks, threads);
            Outcome.Judged judged = Objects.requireNonNull(outcome.judged());
            PreparedData.Sources sources = experiment.data().sources();
            List<Integer> lines = new ArrayList<>();
            for (int row = 0; row < judged.rows().rows(); row++) {
                lines.add(
                        sources == null || sources.test() == null
                                ? 0
                                : sources.test().line(row));
            }
            parts.add(new Part(
                    outcome.best(),
                    lines,
                    judged.rows().target(),
                    judged.answers(),
                    outcome.held().decision()));
            schema = experiment.data().schema();
        }
        return new CrossValidation(Objects.requireNonNull(schema), parts);
    }

    /// {@return the scores over all parts, by name}
    public Map<String, Score> scores() {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (String name : parts.getFirst().scores().names()) {
            double[] values = parts.stream()
                    .mapToDouble(part -> part.scores().metrics().getOrDefault(name, Double.NaN))
                    .toArray();
            double mean = 0;
            for (double value : values) {
                mean += value / values.length;
            }
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            scores.put(name, new Score(mean, Math.sqrt(squares / (values.length - 1))));
        }
        return scores;
    }
}
